package io.slipway.registry.version;

import io.slipway.contracts.VersionState.Status;
import io.slipway.providerpackage.VersionNumber.Scheme;
import io.slipway.registry.version.PublicationRules.Decision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
