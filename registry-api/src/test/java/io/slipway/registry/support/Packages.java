package io.slipway.registry.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

import io.slipway.outbox.EventJson;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.PackageWriter;
import io.slipway.testing.Scratch;

/** Provider packages, as {@code slipway pack} makes them. */
public final class Packages {
    private Packages() {}

    /** A good one; other text, other bytes. */
    public static byte[] hello(String text) {
        return withManifest("""
                apiVersion: slipway.io/v1
                kind: Provider
                runtime: java25
                entrypoint: ["java", "Hello.java"]
                health: /healthz
                config:
                  type: object
                  properties: { GREETING: { type: string, default: hello } }
                """, text);
    }

    /** The same, which requires these providers. */
    public static byte[] requiring(String text, List<String> providers) {
        return withManifest("""
                apiVersion: slipway.io/v1
                kind: Provider
                runtime: java25
                entrypoint: ["java", "Hello.java"]
                health: /healthz
                requires: %s
                """.formatted(providers), text);
    }

    /** One whose config has this schema. */
    public static byte[] withConfig(java.util.Map<String, Object> schema) {
        String manifest = """
                apiVersion: slipway.io/v1
                kind: Provider
                runtime: java25
                entrypoint: ["java", "Hello.java"]
                health: /healthz
                config: %s
                """.formatted(EventJson.write(schema));
        return withManifest(manifest, manifest);
    }

    public static byte[] withManifest(String manifest, String text) {
        try {
            Path directory = Scratch.directory("package");
            Files.writeString(directory.resolve("provider.yaml"), manifest);
            Files.writeString(directory.resolve("Hello.java"), text);
            ByteArrayOutputStream archive = new ByteArrayOutputStream();
            PackageWriter.write(directory, archive);
            return archive.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (PackageException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
