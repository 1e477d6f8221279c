package io.slipway.registry.installation;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;

import io.slipway.contracts.SecretReference;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** Secrets in a config: {@code {"secret": "value"}} when given, a reference when kept, a mask when shown. */
final class SecretRules {
    static final String MASK = "********";

    /** Linux gives no process a variable that is longer than 128 KiB. */
    private static final int MAX_BYTES = 32 * 1024;

    private static final int MAX_BYTES_OF_ALL = 256 * 1024;
    private static final String SECRET = "secret";

    private SecretRules() {}

    /**
     * A value of a request's config: a plain one as it is.
     *
     * @param current what is kept under the name; null for nothing
     * @throws ProblemException 422 for what looks like a secret and is none; no message tells a value
     */
    static Object read(String pointer, Object current, Object given) {
        if (!(given instanceof Map<?, ?> map) || !map.containsKey(SECRET)) {
            return given;
        }
        if (map.size() != 1 || !(map.get(SECRET) instanceof String value)) {
            throw refused(pointer, "must be {\"secret\": text} to be a secret");
        }
        if (value.equals(MASK)) {
            return kept(pointer, current);
        }
        if (value.isEmpty() || value.indexOf('\0') >= 0) {
            throw refused(pointer, "may not be empty, and not hold the character NUL");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw refused(pointer, "is a secret of more than 32 KiB");
        }
        return new GivenSecret(value);
    }

    private static Object kept(String pointer, Object current) {
        if (SecretReference.of(current).isEmpty()) {
            throw refused(pointer, "is the mask of a secret, and none is kept here: send its value");
        }
        return current;
    }

    /** @param others bytes of those that stay. @throws ProblemException 422 when they are too long together */
    static void mustBeFew(Map<String, String> given, int others) {
        int bytes = given.values().stream()
                .mapToInt(value -> value.getBytes(StandardCharsets.UTF_8).length)
                .sum();
        if (bytes + others > MAX_BYTES_OF_ALL) {
            throw refused("/config", "may have secrets of 256 KiB together");
        }
    }

    static boolean isSecret(Object value) {
        return value instanceof GivenSecret || SecretReference.of(value).isPresent();
    }

    /** The values that a request gave, by name. */
    static Map<String, String> given(Map<String, Object> config) {
        Map<String, String> given = new LinkedHashMap<>();
        config.forEach((name, value) -> {
            if (value instanceof GivenSecret secret) {
                given.put(name, secret.reveal());
            }
        });
        return given;
    }

    /** As it is kept and told: what was given is named by the config revision that brings it. */
    static Map<String, Object> referenced(Map<String, Object> config, int revision) {
        return mapped(
                config, (_, value) -> value instanceof GivenSecret ? new SecretReference(revision).inConfig() : value);
    }

    /** As it is shown. */
    static Map<String, Object> masked(Map<String, Object> config) {
        return mapped(config, (_, value) -> isSecret(value) ? Map.of(SECRET, MASK) : value);
    }

    static Map<String, Object> mapped(Map<String, Object> config, BiFunction<String, Object, Object> change) {
        Map<String, Object> mapped = new LinkedHashMap<>();
        config.forEach((name, value) -> mapped.put(name, change.apply(name, value)));
        return mapped;
    }

    private static ProblemException refused(String pointer, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, pointer, message);
    }
}
