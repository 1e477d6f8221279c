package io.slipway.providerpackage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** A tenant's config against the schema that the version's manifest gives. */
public final class ConfigSchema {
    private static final int MAX_MESSAGE = 500;
    private static final String HIDDEN = "is not what the schema asks for; more would tell a secret";

    private ConfigSchema() {}

    /**
     * What keeps a schema from being one of a provider's config, as in a manifest; empty when it may be used.
     *
     * @param transformed whether it describes what a transformer makes the environment of
     */
    public static List<Violation> check(Map<String, Object> schema, boolean transformed) {
        return EnvironmentSchema.check(schema, transformed);
    }

    /**
     * Returns what is wrong, with JSON Pointers into {@code config}; empty when it may be used. Defaults count as given,
     * so that a required value with a default may be left out.
     *
     * @param schema one that {@link PackageReader#readManifest} has accepted
     */
    public static List<Violation> validate(Map<String, Object> schema, Map<String, Object> config) {
        return validate(schema, config, Set.of());
    }

    private static List<Violation> violations(Map<String, Object> schema, Map<String, Object> config) {
        JsonNode instance = SchemaCompiler.tree(withDefaults(schema, config));
        try {
            return SchemaCompiler.compile(SchemaCompiler.tree(schema)).validate(instance).stream()
                    .map(error -> new Violation("", error.getInstanceLocation().toString(), error.getMessage()))
                    .distinct()
                    .toList();
        } catch (BoundedPattern.TooCostly e) {
            return List.of(new Violation("", "", e.getMessage()));
        }
    }

    /**
     * The same for a config with secrets: no message tells one of their values, as the validator's do.
     *
     * @param secrets names of values in {@code config} that nobody may read
     */
    public static List<Violation> validate(
            Map<String, Object> schema, Map<String, Object> config, Set<String> secrets) {
        return violations(schema, config).stream()
                .map(violation -> tells(violation, config, secrets)
                        ? new Violation(violation.file(), violation.pointer(), HIDDEN)
                        : printable(violation))
                .distinct()
                .toList();
    }

    /** The validator quotes the schema, which may hold anything, at any length. */
    private static Violation printable(Violation violation) {
        String message = violation.message();
        int end = message.offsetByCodePoints(0, Math.min(MAX_MESSAGE, message.codePointCount(0, message.length())));
        return new Violation(
                violation.file(),
                violation.pointer(),
                Printable.text(message.substring(0, end)) + (end < message.length() ? "…" : ""));
    }

    private static boolean tells(Violation violation, Map<String, Object> config, Set<String> secrets) {
        return secrets.stream()
                .anyMatch(name -> violation.pointer().equals(Violation.below("", name))
                        || violation.message().contains(String.valueOf(config.get(name))));
    }

    /** Returns {@code config} and, for each property of the schema that it leaves out, the property's default. */
    public static Map<String, Object> withDefaults(Map<String, Object> schema, Map<String, Object> config) {
        Map<String, Object> result = new LinkedHashMap<>(config);
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, property) -> {
                if (property instanceof Map<?, ?> rules && rules.get("default") != null) {
                    result.putIfAbsent((String) name, rules.get("default"));
                }
            });
        }
        return result;
    }
}
