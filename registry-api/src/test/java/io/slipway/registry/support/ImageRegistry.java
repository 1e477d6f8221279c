package io.slipway.registry.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.slipway.embedded.EmbeddedRegistry;
import io.slipway.oci.TestImage;
import io.slipway.testing.Scratch;

/** Two registries that the operator has allowed: one that asks for a login, and one that everybody may read. */
public final class ImageRegistry implements QuarkusTestResourceLifecycleManager {
    public static final String USERNAME = "ann";
    public static final String PASSWORD = "registry-pass-9f8e7d";
    private static final String ADDRESS = "test.image-registry";

    private static final String PUBLIC_ADDRESS = "test.public-image-registry";

    private EmbeddedRegistry registry;
    private EmbeddedRegistry open;

    /** As the running test sees it. */
    public static TestImage.Registry here() {
        return new TestImage.Registry(System.getProperty(ADDRESS), USERNAME, PASSWORD);
    }

    /** Of the one that asks nobody who reads. */
    public static TestImage.Registry open() {
        return new TestImage.Registry(System.getProperty(PUBLIC_ADDRESS), USERNAME, PASSWORD);
    }

    @Override
    public Map<String, String> start() {
        try {
            registry =
                    EmbeddedRegistry.start(Files.createDirectories(Scratch.directory("images")), 0, USERNAME, PASSWORD);
            open = EmbeddedRegistry.startPublic(
                    Files.createDirectories(Scratch.directory("public-images")), 0, USERNAME, PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.setProperty(ADDRESS, registry.address());
        System.setProperty(PUBLIC_ADDRESS, open.address());
        return Map.of("slipway.images.registries", "http://" + registry.address() + ",http://" + open.address());
    }

    @Override
    public void stop() {
        registry.close();
        open.close();
    }
}
