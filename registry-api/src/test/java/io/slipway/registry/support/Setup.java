package io.slipway.registry.support;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** What an operator would configure: two organizations, runtimes, and where the other services are. */
public final class Setup implements QuarkusTestResourceLifecycleManager {
    public static final String BOOTSTRAP_SECRET = "bootstrap-bootstrap-bootstrap-bootstrap";

    public static final int MOST_ENVIRONMENTS = 20_000;

    private final Map<String, String> further = new HashMap<>();
    private final PeerServer peer = new PeerServer();
    private final IndependentIssuer issuer = new IndependentIssuer();

    /** What a test sets beside, or otherwise. */
    @Override
    public void init(Map<String, String> settings) {
        further.putAll(settings);
    }

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
        settings.put("slipway.bootstrap.secret", BOOTSTRAP_SECRET);
        settings.put("slipway.outbound.allowed", peer.url().replace("http://", ""));
        // Some tests need a new one for each thing that they install.
        settings.put("slipway.environments.most", "" + MOST_ENVIRONMENTS);
        settings.putAll(issuer.start());
        settings.putAll(OidcTokens.settings(peer.url()));
        settings.put("slipway.log-streams.heartbeat", "500ms");
        // All tests together are one caller, who is in a hurry.
        for (String kind : List.of("reads", "changes", "anonymous")) {
            settings.put("slipway.rate-limits." + kind, "1000000");
        }
        settings.putAll(further);
        return settings;
    }

    @Override
    public void stop() {
        peer.close();
        issuer.close();
    }
}
