package io.slipway.registry.installation;

import io.slipway.registry.version.VersionNumbers;
import org.semver4j.Semver;

/** How stored versions compare. */
final class VersionOrder {
    private VersionOrder() {}

    static boolean lower(String one, String other) {
        return VersionNumbers.stored(one).compareTo(VersionNumbers.stored(other)) < 0;
    }

    static String higher(String one, String other) {
        return lower(one, other) ? other : one;
    }

    /** Ranges are npm's; a calendar version is in none of them. A null range holds everything. */
    static boolean inRange(String version, String range) {
        if (range == null) {
            return true;
        }
        Semver semver = Semver.parse(version);
        return semver != null && semver.satisfies(range);
    }
}
