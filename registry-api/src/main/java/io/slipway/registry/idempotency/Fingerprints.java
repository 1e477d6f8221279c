package io.slipway.registry.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What tells requests apart. */
final class Fingerprints {
    private Fingerprints() {}

    static String of(String... parts) {
        return HexFormat.of().formatHex(sha256(parts));
    }

    static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** Each part with its length before it: "a", "bc" is not "ab", "c". */
    static byte[] sha256(String... parts) {
        MessageDigest digest = digest();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return digest.digest();
    }

    /** A key of this installation of Slipway, which stands in no table. */
    static byte[] key(String internalToken) {
        return mac(
                internalToken.getBytes(StandardCharsets.UTF_8),
                "slipway.idempotency.fingerprints".getBytes(StandardCharsets.UTF_8));
    }

    /** What is kept: of a plain digest, whoever reads the table could guess short bodies. */
    static String keyed(byte[] key, String... parts) {
        return HexFormat.of().formatHex(mac(key, sha256(parts)));
    }

    private static byte[] mac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
