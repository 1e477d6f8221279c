package io.slipway.registry.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104) of a grant. */
final class SignatureRules {
    private static final String ALGORITHM = "HmacSHA256";

    private SignatureRules() {}

    /** @return in base64url without padding */
    static String sign(byte[] key, String keyId, Grant grant) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(key, text(keyId, grant)));
    }

    /** Takes the same time for whatever is given. */
    static boolean isSignature(String given, byte[] key, String keyId, Grant grant) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), sign(key, keyId, grant).getBytes(StandardCharsets.UTF_8));
    }

    static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** One line for each part and always as many: two grants never have the same text. */
    private static String text(String keyId, Grant grant) {
        return String.join(
                "\n",
                "slipway-url-1",
                keyId,
                grant.method(),
                grant.path(),
                Long.toString(grant.expiresAt().getEpochSecond()),
                Long.toString(grant.maxBytes()),
                Objects.toString(grant.bytes(), ""),
                Objects.toString(grant.sha256(), ""));
    }
}
