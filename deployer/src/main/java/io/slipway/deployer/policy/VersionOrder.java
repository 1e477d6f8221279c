package io.slipway.deployer.policy;

import java.util.Comparator;
import java.util.Optional;

import io.slipway.contracts.VersionState;
import io.slipway.providerpackage.InvalidVersion;
import io.slipway.providerpackage.VersionNumber;

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

    /** See {@link VersionNumber#isWithin}; what is no version is in no range. */
    static boolean inRange(String version, String range) {
        return number(version).filter(number -> number.isWithin(range)).isPresent();
    }

    /** Whether nothing lower is in the range: calendar versions, which come before all others, are in none. */
    static boolean endsRange(String version, String range) {
        return range != null
                && !range.isBlank()
                && number(version)
                        .filter(number -> number.scheme() == VersionNumber.Scheme.calendar)
                        .isPresent();
    }

    static final Comparator<String> OF_TEXT = VersionOrder::compare;

    private static int compare(String one, String other) {
        Optional<VersionNumber> left = number(one);
        Optional<VersionNumber> right = number(other);
        if (left.isEmpty() || right.isEmpty()) {
            return Boolean.compare(left.isPresent(), right.isPresent());
        }
        return left.get().compareTo(right.get());
    }
}
