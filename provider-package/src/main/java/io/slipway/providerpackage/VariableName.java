package io.slipway.providerpackage;

import java.util.Set;
import java.util.regex.Pattern;

/** Names of environment variables that a provider's config may set. */
final class VariableName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> GIVEN_BY_SLIPWAY = Set.of("PORT", "DATA_DIR");

    private VariableName() {}

    /** Returns what is wrong with it; null when it may be used. */
    static String fault(String name) {
        if (!NAME.matcher(name).matches()) {
            return "is no name of an environment variable: use letters, digits and '_'";
        }
        return GIVEN_BY_SLIPWAY.contains(name) || name.startsWith("SLIPWAY_")
                ? "is given by Slipway: choose another name"
                : null;
    }
}
