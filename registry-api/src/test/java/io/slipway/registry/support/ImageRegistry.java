package io.slipway.registry.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.slipway.embedded.EmbeddedRegistry;
import io.slipway.oci.TestImage;
import io.slipway.testing.Scratch;

/** Somebody's registry, with a login, that the operator has allowed. */
public final class ImageRegistry implements QuarkusTestResourceLifecycleManager {
    public static final String USERNAME = "ann";
    public static final String PASSWORD = "registry-pass-9f8e7d";
    private static final String ADDRESS = "test.image-registry";

    private EmbeddedRegistry registry;

    /** As the running test sees it. */
    public static TestImage.Registry here() {
        return new TestImage.Registry(System.getProperty(ADDRESS), USERNAME, PASSWORD);
    }

    @Override
    public Map<String, String> start() {
        try {
            registry =
                    EmbeddedRegistry.start(Files.createDirectories(Scratch.directory("images")), 0, USERNAME, PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty(ADDRESS, registry.address());
        return Map.of("slipway.images.registries", "http://" + registry.address());
    }

    @Override
    public void stop() {
        registry.close();
    }
}
