package io.slipway.providerpackage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the manifest's {@code config} must be beyond a JSON Schema: it describes environment variables. */
final class EnvironmentSchema {
    private EnvironmentSchema() {}

    /** @param transformed whether it describes what a transformer makes the environment of, under whatever names */
    static List<Violation> check(Map<String, Object> schema, boolean transformed) {
        List<Violation> violations =
                new ArrayList<>(SchemaCompiler.check(ProviderManifest.FILE, "/config", SchemaCompiler.tree(schema)));
        if (!"object".equals(schema.get("type"))) {
            violations.add(violation("/config/type", "write 'type: object': the environment is a mapping"));
        }
        if (!transformed && schema.get("properties") instanceof Map<?, ?> properties) {
            properties.keySet().forEach(name -> checkName((String) name, violations));
        }
        return violations;
    }

    private static void checkName(String name, List<Violation> violations) {
        String fault = VariableName.fault(name);
        if (fault != null) {
            violations.add(violation(Violation.below("/config/properties", name), fault));
        }
    }

    private static Violation violation(String pointer, String message) {
        return new Violation(ProviderManifest.FILE, pointer, message);
    }
}
