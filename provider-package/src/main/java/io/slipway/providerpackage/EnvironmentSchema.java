package io.slipway.providerpackage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What the manifest's {@code config} must be beyond a JSON Schema: it describes environment variables. */
final class EnvironmentSchema {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> GIVEN_BY_SLIPWAY = Set.of("PORT", "DATA_DIR");

    private EnvironmentSchema() {}

    static List<Violation> check(Map<String, Object> schema) {
        List<Violation> violations =
                new ArrayList<>(SchemaCompiler.check(ProviderManifest.FILE, "/config", SchemaCompiler.tree(schema)));
        if (!"object".equals(schema.get("type"))) {
            violations.add(violation("/config/type", "write 'type: object': the environment is a mapping"));
        }
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            properties.keySet().forEach(name -> checkName((String) name, violations));
        }
        return violations;
    }

    private static void checkName(String name, List<Violation> violations) {
        String pointer = Violation.below("/config/properties", name);
        if (!NAME.matcher(name).matches()) {
            violations.add(violation(pointer, "is no name of an environment variable: use letters, digits and '_'"));
        } else if (GIVEN_BY_SLIPWAY.contains(name) || name.startsWith("SLIPWAY_")) {
            violations.add(violation(pointer, "is given by Slipway: choose another name"));
        }
    }

    private static Violation violation(String pointer, String message) {
        return new Violation(ProviderManifest.FILE, pointer, message);
    }
}
