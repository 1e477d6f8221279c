package io.slipway.local.node.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 digests as the OCI image specification writes them: {@code sha256:} and lowercase hex. */
final class Digests {
    private static final String PREFIX = "sha256:";

    private Digests() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String of(byte[] bytes) {
        return render(sha256().digest(bytes));
    }

    static String render(byte[] hash) {
        return PREFIX + HexFormat.of().formatHex(hash);
    }

    /** @throws IOException when what came is not what was asked for: a fault of the way here, so worth another try */
    static void verify(String expected, String actual, String what) throws IOException {
        if (!expected.equals(actual)) {
            throw new IOException("the registry sent another " + what + " than " + expected + ": " + actual);
        }
    }

    /** A digest as a file name: no colon. */
    static String fileName(String digest) {
        return digest.replace(':', '-');
    }
}
