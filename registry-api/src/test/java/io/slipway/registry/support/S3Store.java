package io.slipway.registry.support;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Lets a test class's application keep its packages in S3. */
public final class S3Store implements QuarkusTestResourceLifecycleManager {
    /** By which clients know it; the application uses another name of it. */
    public static final String PUBLIC_HOST = "localhost";

    private S3Server server;

    @Override
    public Map<String, String> start() {
        server = S3Server.start();
        Map<String, String> settings = new HashMap<>(server.settings());
        settings.put("slipway.blobs.s3.public-endpoint", server.endpoint().replace("127.0.0.1", PUBLIC_HOST));
        return settings;
    }

    @Override
    public void stop() {
        server.close();
    }
}
