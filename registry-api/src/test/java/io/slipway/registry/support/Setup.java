package io.slipway.registry.support;

import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** What an operator would configure: two organizations, runtimes, and where the other services are. */
public final class Setup implements QuarkusTestResourceLifecycleManager {
    private final PeerServer peer = new PeerServer();

    @Override
    public Map<String, String> start() {
        peer.start();
        Map<String, String> settings = new HashMap<>(Map.of(
                "slipway.organizations.acme",
                Tokens.ACME,
                "slipway.organizations.globex",
                Tokens.GLOBEX,
                "slipway.runtimes.java25.version",
                "25.0.1",
                "slipway.runtimes.java25.image",
                "runtimes/java25@sha256:" + "a".repeat(64),
                "slipway.runtimes.static.version",
                "1",
                "slipway.installations.base-url",
                "http://localhost:1",
                "slipway.build-orchestrator.url",
                peer.url(),
                "slipway.deployer.url",
                peer.url(),
                "slipway.resync.delayed",
                "1h"));
        settings.put("slipway.log-streams.heartbeat", "500ms");
        return settings;
    }

    @Override
    public void stop() {
        peer.close();
    }
}
