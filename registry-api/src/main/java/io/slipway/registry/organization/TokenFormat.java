package io.slipway.registry.organization;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Tokens are {@code slp_}, 30 base62 digits and 6 base62 digits of the CRC32 of what precedes, so that a typing error, or
 * a leaked one, is recognized without asking the database.
 */
public final class TokenFormat {
    private static final String PREFIX = "slp_";
    private static final int RANDOM_DIGITS = 30;
    private static final int CHECK_DIGITS = 6;
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern SHAPE = Pattern.compile("slp_[0-9A-Za-z]{36}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenFormat() {}

    public static String create() {
        StringBuilder token = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            token.append(DIGITS.charAt(RANDOM.nextInt(DIGITS.length())));
        }
        return token.append(check(token.toString())).toString();
    }

    public static boolean isWellFormed(String token) {
        if (!SHAPE.matcher(token).matches()) {
            return false;
        }
        int body = token.length() - CHECK_DIGITS;
        return check(token.substring(0, body)).equals(token.substring(body));
    }

    /** SHA-256 in hex: all that is kept of a token. */
    public static String fingerprint(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String check(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        char[] digits = new char[CHECK_DIGITS];
        for (int i = CHECK_DIGITS - 1; i >= 0; i--) {
            digits[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(digits);
    }
}
