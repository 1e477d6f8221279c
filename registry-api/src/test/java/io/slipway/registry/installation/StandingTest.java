package io.slipway.registry.installation;

import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.InstallationOutcome.Revision;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StandingTest {
    private static final Revision OLD = Outcomes.revision(1, "1.0.0");
    private static final Revision NEW = Outcomes.revision(2, "1.1.0");

    @Test
    void whatWasAskedForIsInstalledUntilDeployerAnswers() {
        Standing standing = new Standing("1.1.0", 2, Outcomes.available("ins_1", 1, 1, OLD));

        assertThat(standing.installedVersion()).isEqualTo("1.1.0");
        assertThat(standing.serving()).isEqualTo(OLD);
        assertThat(standing.failedHere("1.1.0")).isFalse();
    }

    @Test
    void theTargetIsInstalledWhileItComes() {
        Standing standing =
                new Standing("1.1.0", 2, Outcomes.outcome("ins_1", 1, 2, Phase.progressing, NEW, OLD, null));

        assertThat(standing.installedVersion()).isEqualTo("1.1.0");
    }

    @Test
    void afterAnAutomaticRollbackTheGoodOneIsInstalled() {
        Standing standing =
                new Standing("1.1.0", 2, Outcomes.outcome("ins_1", 1, 2, Phase.rolled_back, OLD, OLD, "1.1.0"));

        assertThat(standing.installedVersion()).isEqualTo("1.0.0");
        assertThat(standing.failedHere("1.1.0")).isTrue();
        assertThat(standing.failedHere("1.0.0")).isFalse();
    }

    @Test
    void toTryAgainMeansTheHighestOfWhatFailedAndWhatIsInstalled() {
        assertThat(new Standing("1.0.0", 2, Outcomes.outcome("ins_1", 1, 2, Phase.rolled_back, NEW, NEW, "1.2.0"))
                        .untried())
                .isEqualTo("1.2.0");
        assertThat(new Standing("1.0.0", 2, Outcomes.outcome("ins_1", 1, 2, Phase.available, NEW, NEW, "1.0.5"))
                        .untried())
                .isEqualTo("1.1.0");
        assertThat(new Standing("1.0.0", 1, null).untried()).isEqualTo("1.0.0");
    }

    @Test
    void aVersionThatServesHasNotFailedWhateverWasOnce() {
        Standing standing =
                new Standing("1.1.0", 2, Outcomes.outcome("ins_1", 1, 2, Phase.available, NEW, NEW, "1.1.0"));

        assertThat(standing.failedHere("1.1.0")).isFalse();
    }

    @Test
    void aFirstRolloutThatFailedHasFailedWithoutAnythingServing() {
        Standing standing = new Standing("1.0.0", 1, Outcomes.outcome("ins_1", 1, 1, Phase.failed, null, null, null));

        assertThat(standing.installedVersion()).isEqualTo("1.0.0");
        assertThat(standing.failedHere("1.0.0")).isTrue();
    }
}
