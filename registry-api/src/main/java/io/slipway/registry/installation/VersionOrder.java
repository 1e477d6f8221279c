package io.slipway.registry.installation;

import io.slipway.registry.version.VersionNumbers;

/** How stored versions compare. */
final class VersionOrder {
    private VersionOrder() {}

    static boolean lower(String one, String other) {
        return VersionNumbers.stored(one).compareTo(VersionNumbers.stored(other)) < 0;
    }

    static String higher(String one, String other) {
        return lower(one, other) ? other : one;
    }
}
