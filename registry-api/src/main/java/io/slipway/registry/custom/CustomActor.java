package io.slipway.registry.custom;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Who did something. The ids are made of who it is, so that the same one always has the same ones.
 *
 * @param name of the user, the token or the workflow; of the system the service that acts
 * @param type external: a user, a token or a workflow; system: nobody asked for it
 * @param organizationActorId the same one in this organization
 */
record CustomActor(
        String id,
        String name,
        @Schema(enumeration = {"external", "system"}) String type,
        String organizationActorId) {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(62);
    private static final int LENGTH = 22;
    private static final int BYTES = 16;

    /**
     * Null for null.
     *
     * @param actor {@code user:usr_…}, {@code token:tok_…}, {@code workflow:pub_…} or {@code system:<service>}
     * @param names by the id behind the colon
     */
    static CustomActor of(String organization, String actor, Map<String, String> names) {
        if (actor == null) {
            return null;
        }
        String id = idOf(actor);
        return new CustomActor(
                "act_" + digest(actor),
                names.getOrDefault(id, id),
                actor.startsWith("system:") ? "system" : "external",
                "orgact_" + digest(organization + "\n" + actor));
    }

    /** What stands behind the colon. */
    static String idOf(String actor) {
        return actor.substring(actor.indexOf(':') + 1);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return base62(new BigInteger(1, hash, 0, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base62(BigInteger number) {
        char[] digits = new char[LENGTH];
        BigInteger rest = number;
        for (int i = LENGTH - 1; i >= 0; i--) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            digits[i] = DIGITS.charAt(parts[1].intValue());
            rest = parts[0];
        }
        return new String(digits);
    }
}
