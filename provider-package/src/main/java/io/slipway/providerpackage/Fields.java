package io.slipway.providerpackage;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Typed reads of one mapping in the manifest; what is wrong is collected with its pointer. */
record Fields(Map<String, Object> values, String pointer, List<Violation> violations) {

    Object get(String name) {
        return values.get(name);
    }

    /** A value that is there but null counts as wrong, not as left out. */
    Object getOrDefault(String name, Object fallback) {
        Object value = values.getOrDefault(name, fallback);
        return value == null ? "" : value;
    }

    void onlyThese(Set<String> names) {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                String known = String.join(", ", names.stream().sorted().toList());
                add(Violation.below(pointer, name), "unknown field: known are " + known);
            }
        }
    }

    void constant(String name, String expected) {
        if (!expected.equals(get(name))) {
            violation(name, "write '" + name + ": " + expected + "'");
        }
    }

    String requiredString(String name) {
        if (!values.containsKey(name)) {
            return violation(name, "is missing");
        }
        return optionalString(name);
    }

    /** Null when it is missing, or wrong, which is reported. */
    String optionalString(String name) {
        if (!values.containsKey(name)) {
            return null;
        }
        if (get(name) instanceof String text && !text.isBlank() && text.chars().noneMatch(Character::isISOControl)) {
            return text;
        }
        return violation(name, "give a string that is not empty");
    }

    @SuppressWarnings("unchecked") // StrictYaml makes every mapping a Map<String, Object>
    Map<String, Object> optionalMapping(String name, Map<String, Object> fallback) {
        if (!values.containsKey(name)) {
            return fallback;
        }
        if (get(name) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        violation(name, "give a mapping");
        return fallback;
    }

    @SuppressWarnings("unchecked") // as above
    Fields item(String list, int index, Object value) {
        String place = Violation.below(pointer, list) + "/" + index;
        if (value instanceof Map<?, ?> map) {
            return new Fields((Map<String, Object>) map, place, violations);
        }
        add(place, "give a mapping");
        return new Fields(Map.of(), place, violations);
    }

    /** Always null, to be returned in place of the value. */
    String violation(String name, String message) {
        add(pointer + "/" + name, message);
        return null;
    }

    void addAll(List<Violation> more) {
        violations.addAll(more);
    }

    private void add(String place, String message) {
        violations.add(new Violation(ProviderManifest.FILE, place, message));
    }
}
