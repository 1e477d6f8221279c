package io.slipway.registry.version;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.slipway.contracts.VersionState.Status;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.providerpackage.VersionNumber.Scheme;
import io.slipway.registry.version.PublicationRules.Decision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The decisions as tables. */
class RulesTest {

    @ParameterizedTest(name = "{5}")
    @CsvSource({
        "1.0.0,,,,CREATE,the first of its number",
        "1.0.0,1.0.0,same,building,ANSWER_EXISTING,a repeated request",
        "1.0.0,1.0.0,same,published,ANSWER_EXISTING,a repeated request after the build",
        "1.0.0,1.0.0,same,yanked,ANSWER_EXISTING,a yanked version stays what it is",
        "1.0.0,1.0.0,other,building,REFUSE_OTHER_SOURCE,a version never changes its content",
        "1.0.0,1.0.0,other,published,REFUSE_OTHER_SOURCE,nor when it is published",
        "1.0.0,1.0.0,other,yanked,REFUSE_OTHER_SOURCE,nor when it is yanked",
        "1.0.0,1.0.0,same,failed,BUILD_AGAIN,a failed one may be tried again",
        "1.0.0,1.0.0,other,failed,BUILD_AGAIN,and corrected",
        "1.0.0,1.0.0,same,,REFUSE_BURNED,a deleted version is never given again",
        "1.0.0+b,1.0.0,other,,REFUSE_BURNED,nor with build metadata",
        "1.0.0+b,1.0.0+a,same,published,REFUSE_OTHER_BUILD_METADATA,same precedence (SemVer section 10)",
        "1.0.0+b,1.0.0,same,failed,REFUSE_OTHER_BUILD_METADATA,the number is taken also while it failed",
        "2024.06.10-153042,,,,REFUSE_OTHER_SCHEME,one scheme for each provider",
    })
    void aPublicationIsJudgedByWhatIsThere(
            String number, String existing, String source, Status status, Decision decision, String reason) {
        var there = existing == null
                ? null
                : new PublicationRules.Existing(
                        VersionNumbers.stored(existing),
                        source,
                        status == null ? Status.yanked : status,
                        status == null);

        assertThat(PublicationRules.decide(Scheme.semver, VersionNumbers.stored(number), "same", there))
                .isEqualTo(decision);
    }

    static Stream<Arguments> latest() {
        return Stream.of(
                Arguments.of(null, List.of(), "nothing published"),
                Arguments.of("1.10.0", List.of("1.9.0", "1.10.0", "1.2.0"), "by precedence, not as text"),
                Arguments.of("1.0.0", List.of("1.0.0", "2.0.0-rc.1"), "no pre-release"),
                Arguments.of(null, List.of("2.0.0-rc.1"), "not even the only one"),
                Arguments.of("1.0.0", List.of("1.0.0", "1.1.0 building"), "not what is building"),
                Arguments.of("1.0.0", List.of("1.0.0", "1.1.0 failed"), "not what failed"),
                Arguments.of("1.0.0", List.of("1.0.0", "1.1.0 yanked"), "not what was yanked"),
                Arguments.of("1.0.0", List.of("1.0.0 active", "1.1.0"), "the active one wins"),
                Arguments.of(
                        "2024.06.11-000000",
                        List.of("2024.06.10-153042", "2024.06.11-000000"),
                        "calendar versions by time"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("latest")
    void latestIsTheHighestGoodOne(String expected, List<String> versions, String reason) {
        assertThat(LatestRules.latest(
                                versions.stream().map(RulesTest::candidate).toList())
                        .map(VersionNumber::toString))
                .isEqualTo(java.util.Optional.ofNullable(expected));
    }

    private static LatestRules.Candidate candidate(String text) {
        String[] words = text.split(" ");
        boolean active = Arrays.asList(words).contains("active");
        Status status = words.length == 1 || active ? Status.published : Status.valueOf(words[1]);
        return new LatestRules.Candidate(VersionNumbers.stored(words[0]), status, active);
    }
}
