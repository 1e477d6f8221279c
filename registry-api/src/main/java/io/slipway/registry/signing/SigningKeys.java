package io.slipway.registry.signing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys by their ids, and which one signs. */
record SigningKeys(Map<String, byte[]> keys, String current) {
    private static final int MIN_LENGTH = 32;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final String DERIVED = "internal";

    /**
     * The derived key stays good for checking when others come, and signs until one of them is the current one: no URL that
     * it has signed ends early, and none is signed that a replica with the old configuration would refuse.
     *
     * @throws IllegalStateException for a configuration that cannot be used
     */
    static SigningKeys of(Map<String, String> configured, Optional<String> current, String internalToken) {
        configured.forEach(SigningKeys::check);
        Map<String, byte[]> keys = new HashMap<>();
        configured.forEach((id, secret) -> keys.put(id, secret.getBytes(StandardCharsets.UTF_8)));
        keys.put(DERIVED, derived(internalToken));
        String signing = current.orElse(DERIVED);
        if (!keys.containsKey(signing)) {
            throw new IllegalStateException("slipway.signed-urls.current names no key: " + signing);
        }
        return new SigningKeys(Map.copyOf(keys), signing);
    }

    private static byte[] derived(String internalToken) {
        return SignatureRules.mac(internalToken.getBytes(StandardCharsets.UTF_8), "slipway.signed-urls.keys");
    }

    private static void check(String id, String secret) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalStateException("slipway.signed-urls.keys: an id has 1 to 32 letters, digits, . _ or -");
        }
        if (id.equals(DERIVED)) {
            throw new IllegalStateException("slipway.signed-urls.keys: the id " + DERIVED + " is taken");
        }
        if (secret.length() < MIN_LENGTH) {
            throw new IllegalStateException("slipway.signed-urls.keys." + id + " is shorter than " + MIN_LENGTH);
        }
    }

    byte[] signing() {
        return keys.get(current);
    }
}
