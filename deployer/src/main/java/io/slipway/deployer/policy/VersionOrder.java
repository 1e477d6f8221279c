package io.slipway.deployer.policy;

import java.util.Comparator;
import java.util.Optional;

import io.slipway.contracts.VersionState;
import io.slipway.providerpackage.InvalidVersion;
import io.slipway.providerpackage.VersionNumber;
import org.semver4j.Semver;

/** How versions compare, for versions that come as text. */
final class VersionOrder {
    static final Comparator<VersionState> BY_NUMBER =
            Comparator.comparing(state -> number(state.version()).orElseThrow());

    private VersionOrder() {}

    /** Empty for what is no version: it is never chosen by a rule. */
    static Optional<VersionNumber> number(String version) {
        try {
            return Optional.of(VersionNumber.parse(version));
        } catch (InvalidVersion _) {
            return Optional.empty();
        }
    }

    static boolean higher(String version, String than) {
        return compare(version, than) > 0;
    }

    static boolean lower(String version, String than) {
        return compare(version, than) < 0;
    }

    static boolean preRelease(String version) {
        return number(version).map(VersionNumber::preRelease).orElse(true);
    }

    /** Ranges are npm's; a calendar version is in none of them. A null range holds everything. */
    static boolean inRange(String version, String range) {
        if (range == null || range.isBlank()) {
            return true;
        }
        Semver semver = Semver.parse(version);
        return semver != null && semver.satisfies(range);
    }

    private static int compare(String one, String other) {
        Optional<VersionNumber> left = number(one);
        Optional<VersionNumber> right = number(other);
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isPresent(), right.isPresent());
        }
        return left.get().compareTo(right.get());
    }
}
