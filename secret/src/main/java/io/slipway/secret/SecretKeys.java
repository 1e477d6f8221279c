package io.slipway.secret;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The keys by their ids, and which one seals. */
public final class SecretKeys {
    private static final int BYTES = 32;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final String MAKE = "; make one with: openssl rand -base64 32";

    private final Map<String, SecretKey> keys;
    private final String current;

    private SecretKeys(Map<String, SecretKey> keys, String current) {
        this.keys = keys;
        this.current = current;
    }

    /**
     * Of a configuration.
     *
     * @param prefix how its properties begin, for messages: {@code PREFIX.current}, {@code PREFIX.keys.ID}
     * @param encoded 32 bytes in Base64, by their ids
     * @throws IllegalStateException for a configuration that cannot be used; no message tells a key
     */
    public static SecretKeys of(String prefix, Optional<String> current, Map<String, String> encoded) {
        Map<String, SecretKey> keys = new HashMap<>();
        encoded.forEach((id, key) -> keys.put(checked(prefix, id), decoded(prefix + ".keys." + id, key)));
        if (current.isEmpty()) {
            throw new IllegalStateException(
                    prefix + ".current is missing: the id of the key by which secrets are sealed;" + " the key is "
                            + prefix + ".keys.<id>" + MAKE);
        }
        if (!keys.containsKey(current.get())) {
            throw new IllegalStateException(prefix + ".current is " + current.get() + ", and there is no " + prefix
                    + ".keys." + current.get() + MAKE);
        }
        return new SecretKeys(Map.copyOf(keys), current.get());
    }

    private static String checked(String prefix, String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalStateException(prefix + ".keys: an id has 1 to 32 letters, digits, . _ or -");
        }
        return id;
    }

    private static SecretKey decoded(String property, String encoded) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(encoded.strip());
        } catch (IllegalArgumentException _) {
            throw new IllegalStateException(property + " is no Base64" + MAKE);
        }
        if (key.length != BYTES) {
            throw new IllegalStateException(property + " has " + key.length + " bytes, not " + BYTES + MAKE);
        }
        SecretKey made = new SecretKeySpec(key, "AES");
        Arrays.fill(key, (byte) 0);
        return made;
    }

    /** The id of the key that seals. */
    public String current() {
        return current;
    }

    /** The ids of the keys that only open. */
    List<String> others() {
        return keys.keySet().stream().filter(id -> !id.equals(current)).sorted().toList();
    }

    /** @throws UnknownKeyException without such a key */
    SecretKey key(String id) {
        SecretKey key = keys.get(id);
        if (key == null) {
            throw new UnknownKeyException(id);
        }
        return key;
    }

    @Override
    public String toString() {
        return "SecretKeys[" + current + "]";
    }
}
