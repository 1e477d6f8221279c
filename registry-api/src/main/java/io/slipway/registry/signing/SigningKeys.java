package io.slipway.registry.signing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The keys by their ids, and which one signs. */
record SigningKeys(Map<String, byte[]> keys, String current) {
    private static final int MIN_LENGTH = 32;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,32}");
    private static final String DERIVED = "internal";

    /** @throws IllegalStateException for a configuration that cannot be used */
    static SigningKeys of(Map<String, String> configured, Optional<String> current, String internalToken) {
        if (configured.isEmpty()) {
            byte[] derived =
                    SignatureRules.mac(internalToken.getBytes(StandardCharsets.UTF_8), "slipway.signed-urls.keys");
            return new SigningKeys(Map.of(DERIVED, derived), DERIVED);
        }
        configured.forEach(SigningKeys::check);
        String signing = current.or(
                        () -> configured.keySet().stream().findFirst().filter(_ -> configured.size() == 1))
                .orElseThrow(() ->
                        new IllegalStateException("say in slipway.signed-urls.current which of the keys is to sign"));
        if (!configured.containsKey(signing)) {
            throw new IllegalStateException("slipway.signed-urls.current names no key: " + signing);
        }
        return new SigningKeys(
                configured.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, key -> key.getValue()
                        .getBytes(StandardCharsets.UTF_8))),
                signing);
    }

    private static void check(String id, String secret) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalStateException("slipway.signed-urls.keys: an id has 1 to 32 letters, digits, . _ or -");
        }
        if (secret.length() < MIN_LENGTH) {
            throw new IllegalStateException("slipway.signed-urls.keys." + id + " is shorter than " + MIN_LENGTH);
        }
    }

    byte[] signing() {
        return keys.get(current);
    }
}
