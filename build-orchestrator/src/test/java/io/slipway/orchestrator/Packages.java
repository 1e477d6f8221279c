package io.slipway.orchestrator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Provider packages as bytes. */
public record Packages(byte[] bytes) {
    private static final String MANIFEST = """
            apiVersion: slipway.io/v1
            kind: Provider
            runtime: static
            entrypoint: ["./hello"]
            port: 8080
            health: /healthz
            config:
              type: object
              properties: { GREETING: { type: string, default: hello } }
            resources:
              - name: greeting
                description: A greeting
                configSchema: schemas/greeting.config.json
                outputsSchema: schemas/greeting.outputs.json
            """;
    private static final String SCHEMA =
            "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\"}";

    /** A good package, told apart from others by {@code text}. */
    public static Packages good(String text) {
        return of(Map.of(
                "provider.yaml", MANIFEST,
                "schemas/greeting.config.json", SCHEMA,
                "schemas/greeting.outputs.json", SCHEMA,
                "hello", text));
    }

    public static Packages withConfigSchema(String schema) {
        return of(Map.of(
                "provider.yaml", MANIFEST,
                "schemas/greeting.config.json", schema,
                "schemas/greeting.outputs.json", SCHEMA,
                "hello", "x"));
    }

    public String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Packages of(Map<String, String> files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes), "UTF-8")) {
            for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
                byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(content.length);
                entry.setModTime(0);
                entry.setMode(file.getKey().equals("hello") ? 0100755 : 0100644);
                tar.putArchiveEntry(entry);
                tar.write(content);
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Packages(bytes.toByteArray());
    }
}
