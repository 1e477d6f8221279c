package io.slipway.registry.custom;

import java.time.Instant;

import io.slipway.providerpackage.VersionNumber;
import io.slipway.providerpackage.VersionNumber.Scheme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NextVersionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:05Z");

    @ParameterizedTest(name = "{2}: {0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "v1.2.3, 1.2.3, a v goes before numbers",
                "1.2.3, 1.2.3, a version",
                "V1.2.3-rc.1, 1.2.3-rc.1, pre-releases too",
                "2026.06.10-153042, 2026.06.10-153042, a date",
                "nightly, -, words",
                "version 1.2.3, -, a version among words",
                "v2, -, no whole version",
                "vv1.2.3, -, one v at most",
                "-, -, nothing given"
            })
    void ofAnIdentifier(String identifier, String number, String reason) {
        assertThat(NextVersion.ofIdentifier(identifier)
                        .map(VersionNumber::toString)
                        .orElse(null))
                .as(reason)
                .isEqualTo(number);
    }

    @ParameterizedTest(name = "{3}: {1}")
    @CsvSource(
            nullValues = "-",
            value = {
                "semver, -, 1.0.0, the first one",
                "semver, 1.2.3, 1.2.4, the next patch",
                "semver, 1.2.9+build.7, 1.2.10, build metadata does not count",
                "semver, 1.2.2147483647, 1.3.0, no patch is left",
                "calendar, -, 2026.11.21-200005, now",
                "calendar, 2026.11.20-120000, 2026.11.21-200005, later than the last",
                "calendar, 2026.11.21-200005, 2026.11.21-200006, two in one second",
                "calendar, 2027.12.31-235959, 2028.01.01-000000, the last one is ahead of time"
            })
    void afterTheHighest(Scheme scheme, String highest, String next, String reason) {
        assertThat(NextVersion.after(scheme, highest, NOW)).as(reason).hasToString(next);
    }
}
