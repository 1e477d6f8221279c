package io.slipway.contracts;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;

/** Public ids: a prefix and a UUIDv7 (RFC 9562, section 5.7) in 22 base62 digits, so that they sort by creation. */
public final class EntityId {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(62);
    private static final int LENGTH = 22;
    private static final SecureRandom RANDOM = new SecureRandom();

    private EntityId() {}

    /** @param prefix with its underscore, {@code ins_} for instance */
    public static String create(String prefix, Clock clock) {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        long millis = clock.millis();
        for (int i = 0; i < 6; i++) {
            bytes[i] = (byte) (millis >>> (40 - 8 * i));
        }
        bytes[6] = (byte) (bytes[6] & 0x0f | 0x70);
        bytes[8] = (byte) (bytes[8] & 0x3f | 0x80);
        return prefix + base62(new BigInteger(1, bytes));
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
