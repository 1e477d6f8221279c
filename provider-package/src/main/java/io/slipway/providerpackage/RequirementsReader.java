package io.slipway.providerpackage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code requires}: the providers that must be installed beside this one. */
record RequirementsReader(Fields fields) {
    private static final String FIELD = "requires";
    private static final String RULE = "give a list of at most " + ProviderManifest.MAX_REQUIREMENTS
            + " providers as organization/name, such as [acme/store]";

    /** @param provider which one requires them; null when the manifest does not say. What is wrong is reported. */
    List<String> read(String provider) {
        if (!fields.values().containsKey(FIELD)) {
            return List.of();
        }
        if (!(fields.get(FIELD) instanceof List<?> list) || list.size() > ProviderManifest.MAX_REQUIREMENTS) {
            fields.violation(FIELD, RULE);
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < list.size(); i++) {
            read(i, list.get(i), provider, names);
        }
        return List.copyOf(names);
    }

    private void read(int index, Object item, String provider, Set<String> names) {
        String place = FIELD + "/" + index;
        if (!(item instanceof String text)) {
            fields.violation(place, RULE);
            return;
        }
        try {
            String name = ProviderName.parse(text).toString();
            if (name.equals(provider)) {
                fields.violation(place, "leave it out: it is this provider itself");
            } else if (!names.add(name)) {
                fields.violation(place, "leave it out: '" + name + "' stands there before");
            }
        } catch (InvalidName e) {
            fields.violation(place, Printable.of(e.getMessage()));
        }
    }
}
