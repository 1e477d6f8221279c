package io.slipway.providerpackage;

import java.util.List;
import java.util.Map;

public final class ConfigSchema {
    private ConfigSchema() {}

    public static List<Violation> validate(Map<String, Object> schema, Map<String, Object> config) {
        throw new UnsupportedOperationException();
    }

    public static Map<String, Object> withDefaults(Map<String, Object> schema, Map<String, Object> config) {
        throw new UnsupportedOperationException();
    }
}
