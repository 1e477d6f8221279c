package io.slipway.registry.installation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** Settings out of a request: a JSON merge patch (RFC 7396) on what they are. Null sets a value back to its default. */
final class SettingsReader {
    static final Settings DEFAULTS = new Settings(UpgradePolicy.manual, null, ResourceTier.standard, Map.of());

    private SettingsReader() {}

    /** @throws ProblemException 400 for an unknown field or a wrong type, 422 for an invalid value */
    static Settings merge(Settings current, Map<String, Object> patch) {
        Settings merged = current;
        for (Map.Entry<String, Object> field : patch.entrySet()) {
            merged = merge(merged, field.getKey(), field.getValue());
        }
        return merged;
    }

    private static Settings merge(Settings to, String field, Object value) {
        return switch (field) {
            case "upgrade_policy" -> new Settings(policy(value), to.versionRange(), to.resourceTier(), to.config());
            case "version_range" ->
                new Settings(
                        to.upgradePolicy(), VersionRange.checked(text(field, value)), to.resourceTier(), to.config());
            case "resource_tier" -> new Settings(to.upgradePolicy(), to.versionRange(), tier(value), to.config());
            case "config" ->
                new Settings(to.upgradePolicy(), to.versionRange(), to.resourceTier(), config(to.config(), value));
            default -> throw ProblemException.ofField(ErrorCode.UNKNOWN_FIELD, "/" + field, "is no field to change");
        };
    }

    private static UpgradePolicy policy(Object value) {
        String word = text("upgrade_policy", value);
        return word == null ? DEFAULTS.upgradePolicy() : word(UpgradePolicy.values(), "upgrade_policy", word);
    }

    private static ResourceTier tier(Object value) {
        String word = text("resource_tier", value);
        return word == null ? DEFAULTS.resourceTier() : word(ResourceTier.values(), "resource_tier", word);
    }

    private static Map<String, Object> config(Map<String, Object> current, Object value) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> changes)) {
            throw ProblemException.ofField(ErrorCode.MALFORMED_REQUEST, "/config", "must be an object");
        }
        Map<String, Object> merged = new LinkedHashMap<>(current);
        changes.forEach((name, changed) -> merged.put(
                (String) name, SecretRules.read(ConfigRules.pointer((String) name), current.get(name), changed)));
        merged.values().removeIf(java.util.Objects::isNull);
        return ConfigRules.checked(merged);
    }

    private static String text(String field, Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw ProblemException.ofField(ErrorCode.MALFORMED_REQUEST, "/" + field, "must be text");
    }

    private static <E extends Enum<E>> E word(E[] words, String field, String given) {
        return Arrays.stream(words)
                .filter(word -> word.name().equals(given))
                .findFirst()
                .orElseThrow(() -> ProblemException.ofField(
                        ErrorCode.INVALID_VALUE,
                        "/" + field,
                        Arrays.stream(words).map(Enum::name).collect(Collectors.joining(", ", "must be one of ", ""))));
    }
}
