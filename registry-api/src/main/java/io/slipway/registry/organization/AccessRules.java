package io.slipway.registry.organization;

import java.util.EnumSet;
import java.util.Set;

/** What a token is worth. */
final class AccessRules {
    private AccessRules() {}

    /** @param role of the member whose token it is; null for a token that is nobody's, which counts alone */
    static Set<Scope> rights(Set<Scope> ofToken, Role role) {
        Set<Scope> rights = EnumSet.copyOf(ofToken);
        if (role != null) {
            rights.retainAll(role.scopes());
        }
        return rights;
    }

    /** @param restriction the only provider that a token may touch, null for all */
    static boolean touches(String restriction, String provider) {
        return restriction == null || restriction.equals(provider);
    }
}
