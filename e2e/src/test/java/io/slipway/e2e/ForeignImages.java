package io.slipway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import io.slipway.embedded.EmbeddedRegistry;
import io.slipway.oci.TestImage;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Somebody's registry, which wants a login, with images of programs that run without a runtime. */
final class ForeignImages implements AutoCloseable {
    static final String USERNAME = "ann";
    static final String PASSWORD = "canary-9d2e-registry-password";
    private static final int EXECUTABLE = 0755;

    private final EmbeddedRegistry registry;
    private final Trickle line;

    private ForeignImages(EmbeddedRegistry registry, Trickle line) {
        this.registry = registry;
        this.line = line;
    }

    static ForeignImages start(Path directory) throws IOException {
        EmbeddedRegistry registry = EmbeddedRegistry.start(directory, 0, USERNAME, PASSWORD);
        return new ForeignImages(registry, new Trickle(registry.address()));
    }

    /** As the stack sees it. */
    String address() throws IOException {
        return line.address();
    }

    Trickle line() {
        return line;
    }

    /** Answers with this version. @param ballast bytes that do not compress. @return the digest */
    String push(String repository, String tag, String version, Map<String, String> labels, int ballast)
            throws IOException {
        TestImage image = new TestImage(
                labels,
                List.of("8080/tcp"),
                "amd64",
                List.of(layer("app/hello", CompiledProvider.program()), layer("app/ballast", noise(ballast))),
                List.of("/app/hello", version));
        return new TestImage.Registry(registry.address(), USERNAME, PASSWORD).push(repository, tag, image);
    }

    /** Names a program that it does not have. @return the digest */
    String pushWithout(String repository, String tag) throws IOException {
        TestImage image = new TestImage(
                Map.of(), List.of("8080/tcp"), "amd64", List.of(layer("app/ballast", noise(1))), List.of("/bin/serve"));
        return new TestImage.Registry(registry.address(), USERNAME, PASSWORD).push(repository, tag, image);
    }

    private static byte[] noise(int size) {
        byte[] noise = new byte[size];
        new Random(size).nextBytes(noise);
        return noise;
    }

    private static byte[] layer(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(content.length);
            entry.setMode(EXECUTABLE);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        line.close();
        registry.close();
    }
}
