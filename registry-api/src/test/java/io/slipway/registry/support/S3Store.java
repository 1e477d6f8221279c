package io.slipway.registry.support;

import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** Lets a test class's application keep its packages in S3. */
public final class S3Store implements QuarkusTestResourceLifecycleManager {
    private S3Server server;

    @Override
    public Map<String, String> start() {
        server = S3Server.start();
        return server.settings();
    }

    @Override
    public void stop() {
        server.close();
    }
}
