package io.slipway.local.stack;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * By which keys somebody seals secrets at rest. To change keys: add one to the file, make it the current one, start again.
 *
 * @param current the id of the key that seals
 * @param keys 32 bytes each in Base64, by their ids
 */
public record SealingKeys(String current, Map<String, String> keys) {
    private static final int BYTES = 32;

    static SealingKeys create(SecureRandom random) {
        var key = new byte[BYTES];
        random.nextBytes(key);
        return new SealingKeys(
                "k1", new TreeMap<>(Map.of("k1", Base64.getEncoder().encodeToString(key))));
    }

    /** The same as properties. */
    Map<String, String> settings() {
        var settings = new TreeMap<>(Map.of("slipway.secrets.current", current));
        keys.forEach((id, key) -> settings.put("slipway.secrets.keys." + id, key));
        return settings;
    }

    @Override
    public String toString() {
        return "SealingKeys[" + current + "]"; // none in logs
    }
}
