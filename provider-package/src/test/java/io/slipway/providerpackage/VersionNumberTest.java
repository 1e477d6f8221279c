package io.slipway.providerpackage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VersionNumberTest {
    @ParameterizedTest
    @CsvSource({
        "1.0.0, semver, false",
        "0.0.1, semver, false",
        "1.2.3-rc.1, semver, true",
        "1.2.3+build.5, semver, false",
        "1.2.3-x.7.z.92+a, semver, true",
        "2024.06.10-153042, calendar, false",
        "2024.02.29-235959, calendar, false",
        "2024.6.10-153042, semver, true",
    })
    void parses(String text, VersionNumber.Scheme scheme, boolean preRelease) throws Exception {
        VersionNumber version = VersionNumber.parse(text);

        assertThat(version).hasToString(text);
        assertThat(version.scheme()).isEqualTo(scheme);
        assertThat(version.preRelease()).isEqualTo(preRelease);
    }

    @ParameterizedTest
    @CsvSource({
        "v1.0.0, write '1.0.0'",
        "V2.1.0-rc.1, write '2.1.0-rc.1'",
        "2024.02.30-120000, no real date",
        "2023.02.29-120000, no real date",
        "2024.13.01-120000, no real date",
        "2024.01.01-240000, no real date",
        "2024.01.01-235960, no real date",
        "1.0, is not a version",
        "1, is not a version",
        "01.0.0, is not a version",
        "1.0.0-01, is not a version",
        "1.0.0-, is not a version",
        "1.0.0+, is not a version",
        "latest, is not a version",
        "' 1.0.0', is not a version",
        "1.0.0 , is not a version",
        "99999999999999999999.0.0, too large a number",
        "1.0.2147483648-rc.1, too large a number",
        "1.0.0-rc.1234567890123456789, too large a number",
        "'', is not a version",
    })
    void refusesWithAHint(String text, String hint) {
        String input = text.equals("1.0.0") ? "1.0.0 " : text;
        assertThatThrownBy(() -> VersionNumber.parse(input))
                .isInstanceOf(InvalidVersion.class)
                .hasMessageContaining(hint);
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 64})
    void has63CharactersAtMost(int length) throws Exception {
        String text = "1.0.0-" + "a".repeat(length - 6);
        if (length <= VersionNumber.MAX_LENGTH) {
            assertThat(VersionNumber.parse(text)).hasToString(text);
        } else {
            assertThatThrownBy(() -> VersionNumber.parse(text)).hasMessageContaining("at most 63");
        }
    }

    @Test
    void isTotallyOrdered() throws Exception {
        List<VersionNumber> sorted = new ArrayList<>();
        for (String text : List.of(
                "2023.12.31-235959",
                "2024.06.10-153042",
                "0.9.0",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.0+a",
                "1.0.0+b",
                "1.2.0",
                "1.10.0",
                "2.0.0")) {
            sorted.add(VersionNumber.parse(text));
        }
        List<VersionNumber> shuffled = new ArrayList<>(sorted);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(shuffled.stream().sorted().toList()).isEqualTo(sorted);
    }

    @ParameterizedTest
    @CsvSource({
        "1.4.0, ^1.2, true",
        "2.0.0, ^1.2, false",
        "2.9.0, >=1 <3, true",
        "1.2.3, , true",
        "1.2.3, ' ', true",
        "2024.10.10-153042, , true",
        "2024.10.10-153042, >=1, false",
        "2024.10.10-153042, >=2024.10.10-0, false",
    })
    void isWithinRangesOfItsScheme(String version, String range, boolean within) throws Exception {
        assertThat(VersionNumber.parse(version).isWithin(range)).isEqualTo(within);
    }
}
