package io.slipway.orchestrator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.slipway.embedded.EmbeddedRegistry;
import io.slipway.testing.Gate;
import io.slipway.testing.Infrastructure;
import io.slipway.testing.Scratch;

/** The shared servers, registry-api as this service sees it, and a gate before the OCI registry that can be shut. */
public class World implements QuarkusTestResourceLifecycleManager {
    static final String FOREIGN_USERNAME = "ann";
    static final String FOREIGN_PASSWORD = "foreign-pass-1a2b3c";

    private final Infrastructure infrastructure = new Infrastructure();
    private Gate gate;
    private RegistryApi registryApi;
    private EmbeddedRegistry foreign;

    @Override
    public void init(Map<String, String> arguments) {
        infrastructure.init(arguments);
    }

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(infrastructure.start());
        try {
            gate = Gate.to(config.get("slipway.oci.registry"));
            registryApi = new RegistryApi(gate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        foreign = EmbeddedRegistry.start(Scratch.directory("foreign"), 0, FOREIGN_USERNAME, FOREIGN_PASSWORD);
        config.put("test.foreign-registry", foreign.address());
        config.put("slipway.images.registries", "http://" + foreign.address());
        config.put("slipway.images.max-bytes", "4000000");
        config.put("slipway.oci.registry", gate.address());
        config.put("slipway.registry-api.url", registryApi.url());
        config.put("slipway.internal.token", RegistryApi.TOKEN);
        config.put("slipway.builds.directory", "target/builds");
        config.put("slipway.builds.first-backoff", "200ms");
        config.put("slipway.builds.longest-backoff", "500ms");
        config.put("slipway.builds.poll", "100ms");
        return config;
    }

    @Override
    public void inject(TestInjector injector) {
        infrastructure.inject(injector);
    }

    @Override
    public void stop() {
        registryApi.close();
        foreign.close();
        gate.close();
        infrastructure.stop();
    }
}
