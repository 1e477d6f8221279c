package io.slipway.contracts;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an installation's config names a secret: {@code {"secret": {"revision": 3}}} instead of its value, which no event
 * carries.
 *
 * @param revision the config revision that brought this value
 */
public record SecretReference(int revision) {
    private static final String SECRET = "secret";
    private static final String REVISION = "revision";

    /** Of a value in a config; empty for a value that is no secret. */
    public static Optional<SecretReference> of(Object value) {
        return value instanceof Map<?, ?> map
                        && map.get(SECRET) instanceof Map<?, ?> reference
                        && reference.get(REVISION) instanceof Number revision
                ? Optional.of(new SecretReference(revision.intValue()))
                : Optional.empty();
    }

    /** All that a config names, by the names of its secrets. */
    public static Map<String, SecretReference> in(Map<String, Object> config) {
        Map<String, SecretReference> found = new TreeMap<>();
        if (config != null) {
            config.forEach((name, value) -> of(value).ifPresent(reference -> found.put(name, reference)));
        }
        return found;
    }

    /** As it stands in a config. */
    public Map<String, Object> inConfig() {
        return Map.of(SECRET, Map.of(REVISION, revision));
    }
}
