package io.slipway.providerpackage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes tar blocks by hand, since no archiver would write what a hostile one holds. */
final class TestTar {
    static final String MANIFEST = """
            apiVersion: slipway.io/v1
            kind: Provider
            runtime: java25
            entrypoint: ["java", "Hello.java"]
            port: 8080
            health: /healthz
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static TestTar withManifest() {
        return new TestTar().file("provider.yaml", MANIFEST);
    }

    TestTar file(String name, String content) {
        return file(name, 0644, content);
    }

    TestTar file(String name, int mode, String content) {
        return entry(name, '0', mode, content.getBytes(StandardCharsets.UTF_8));
    }

    TestTar directory(String name) {
        return entry(name, '5', 0700, new byte[0]);
    }

    TestTar special(String name, char type) {
        return entry(name, type, 0644, new byte[0]);
    }

    TestTar pax(String keyword, String value) {
        return pax('x', keyword, value);
    }

    TestTar pax(char type, String keyword, String value) {
        String rest = " " + keyword + "=" + value + "\n";
        int length = rest.getBytes(StandardCharsets.UTF_8).length;
        int total = length + Integer.toString(length + 2).length();
        return entry("PaxHeaders/x", type, 0644, (total + rest).getBytes(StandardCharsets.UTF_8));
    }

    TestTar longName(String name) {
        return entry("././@LongLink", 'L', 0644, (name + "\0").getBytes(StandardCharsets.UTF_8));
    }

    TestTar entry(String name, char type, int mode, byte[] content) {
        out.writeBytes(header(name, type, mode, content.length));
        out.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
        return this;
    }

    static byte[] header(String name, char type, int mode, long size) {
        byte[] block = new byte[512];
        put(block, 0, name);
        put(block, 100, String.format("%07o", mode));
        put(block, 108, "0001750");
        put(block, 116, "0001750");
        put(block, 124, String.format("%011o", size));
        put(block, 136, "14000000000");
        block[156] = (byte) type;
        put(block, 257, "ustar");
        put(block, 263, "00");
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    TestTar raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    TestTar end() {
        return raw(new byte[1024]);
    }

    byte[] tar() {
        return out.toByteArray();
    }

    /** With the end that a tar has. */
    byte[] gzip() {
        return gzip(end().tar());
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
