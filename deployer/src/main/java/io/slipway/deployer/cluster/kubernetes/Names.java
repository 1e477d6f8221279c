package io.slipway.deployer.cluster.kubernetes;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of objects, as RFC 1123 takes them for a label: at most 63 of lower-case letters, digits and hyphens. They come from ids
 * and hashes, so that no two tenants can meet in one, whatever they are called.
 */
final class Names {
    /** What providers run as, in each namespace. */
    static final String SERVICE_ACCOUNT = "slipway-provider";

    /** The login of the registry that images are pulled from, in each namespace. */
    static final String PULL_SECRET = "slipway-registry";

    private static final String ID_PREFIX = "ins_";
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_DIGITS = 22;
    private static final int ID_BYTES = 16;
    private static final int HASH = 10;
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern HYPHENS_OUTSIDE = Pattern.compile("^-|-$");

    private Names() {}

    /**
     * {@code ins-} and the id's 16 bytes in base32: an id's capitals count, and a name has none.
     *
     * @throws IllegalArgumentException when it is not an installation's id
     */
    static String installation(String id) {
        return "ins-" + Base32.of(bytes(id));
    }

    /** Of a revision's Deployment. */
    static String revision(String id, int number) {
        return installation(id) + "-r" + number;
    }

    /** @param mark of the content: what is immutable gets another name when it is to be another */
    static String secret(String id, int number, String mark) {
        return revision(id, number) + "-" + mark;
    }

    /**
     * Readable as far as it goes; the hash tells {@code a-b/c} from {@code a/b-c}.
     *
     * @param prefix at most 18 characters
     */
    static String namespace(String prefix, String organization, String environment) {
        String hash = Base32.sha256(organization + "/" + environment).substring(0, HASH);
        return String.join("-", cut(prefix, 18), cut(organization, 20), cut(environment, 12), hash);
    }

    /** The beginning of a text, as a part of a name. */
    private static String cut(String text, int most) {
        String hyphens = OTHERS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-");
        String plain = HYPHENS_OUTSIDE.matcher(hyphens).replaceAll("");
        String start = plain.substring(0, Math.min(most, plain.length())).replaceAll("-$", "");
        return start.isEmpty() ? "x" : start;
    }

    private static byte[] bytes(String id) {
        if (!id.startsWith(ID_PREFIX) || id.length() != ID_PREFIX.length() + ID_DIGITS) {
            throw noId(id);
        }
        BigInteger number = BigInteger.ZERO;
        for (char digit : id.substring(ID_PREFIX.length()).toCharArray()) {
            int value = BASE62.indexOf(digit);
            if (value < 0) {
                throw noId(id);
            }
            number = number.multiply(BigInteger.valueOf(62)).add(BigInteger.valueOf(value));
        }
        if (number.bitLength() > ID_BYTES * 8) {
            throw noId(id);
        }
        byte[] bytes = new byte[ID_BYTES];
        for (int i = 0; i < ID_BYTES; i++) {
            bytes[i] = number.shiftRight(8 * (ID_BYTES - 1 - i)).byteValue();
        }
        return bytes;
    }

    private static IllegalArgumentException noId(String id) {
        return new IllegalArgumentException("not the id of an installation: " + id);
    }
}
