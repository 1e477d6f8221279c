package io.slipway.registry.custom;

import java.util.List;

import io.slipway.registry.custom.CustomDeployment.Step;
import io.slipway.registry.custom.DeploymentDecision.Apply;
import io.slipway.registry.custom.DeploymentDecision.Fail;
import io.slipway.registry.custom.DeploymentDecision.Input;
import io.slipway.registry.custom.DeploymentDecision.Succeed;
import io.slipway.registry.custom.DeploymentDecision.Wait;
import io.slipway.registry.installation.DeployVersion.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeploymentDecisionTest {
    private static final String NUMBER = "2.0.0";

    @ParameterizedTest(name = "{3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "queued, false, wait, nobody builds it yet",
                "running, false, wait, it is built",
                "failed, false, build_failed, there is nothing to deploy",
                "succeeded, false, apply, it can go",
                "succeeded, true, wait, what is there goes away first",
                "-, false, version_deleted, the version is gone"
            })
    void whileItWaits(String build, boolean removing, String expected, String reason) {
        Progress progress = removing ? progress(1, 1, "1.0.0", "1.0.0", "1.0.0", "", true, false) : null;
        assertThat(word(DeploymentDecision.of(new Input(Step.waiting, NUMBER, build, null, null, progress))))
                .as(reason)
                .isEqualTo(expected);
    }

    /** It was asked for by generation 3. */
    @ParameterizedTest(name = "{8}")
    @CsvSource(
            nullValues = "-",
            value = {
                "3, 2, 1.0.0, 1.0.0, 2.0.0, '', false, wait, the deployer has not heard of it",
                "3, 3, 1.0.0, 2.0.0, 2.0.0, '', false, wait, it is rolled out",
                "3, 3, -, -, 2.0.0, '', false, wait, nothing was decided yet",
                "3, 3, 2.0.0, 2.0.0, 2.0.0, '', false, succeed, it serves",
                "3, 5, 2.0.0, 2.0.0, 2.0.0, '', false, succeed, the config was changed meanwhile",
                "4, 3, 2.0.0, 2.0.0, 2.0.0, '', false, succeed, it was asked for again by hand",
                "3, 3, 1.0.0, 1.0.0, 1.0.0, 2.0.0, false, rolled_back, it failed and the old one is back",
                "3, 3, -, 2.0.0, 2.0.0, 2.0.0, true, rollout_failed, it failed and nothing was there",
                "3, 3, 1.0.0, 2.0.0, 2.0.0, 2.0.0, true, rolled_back, it failed beside the old one",
                "4, 3, 1.0.0, 2.0.0, 3.0.0, '', false, superseded, another one was asked for by hand",
                "3, 4, 3.0.0, 3.0.0, 3.0.0, '', false, superseded, a policy moved on"
            })
    void whileItRolls(
            long requested,
            long observed,
            String serving,
            String target,
            String wanted,
            String rejected,
            boolean failed,
            String expected,
            String reason) {
        Progress progress = progress(requested, observed, serving, target, wanted, rejected, false, failed);
        assertThat(word(DeploymentDecision.of(new Input(Step.rolling, NUMBER, "succeeded", "ins_1", 3L, progress))))
                .as(reason)
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whatWasRemovedDoesNotCome(boolean removing) {
        Progress progress = removing ? progress(4, 4, NUMBER, NUMBER, NUMBER, "", true, false) : null;
        assertThat(word(DeploymentDecision.of(new Input(Step.rolling, NUMBER, "succeeded", "ins_1", 3L, progress))))
                .isEqualTo("uninstalled");
    }

    @Test
    void whatWasInstalledAnewIsAnother() {
        Progress progress = progress(1, 1, NUMBER, NUMBER, NUMBER, "", false, false);
        assertThat(word(DeploymentDecision.of(new Input(Step.rolling, NUMBER, "succeeded", "ins_0", 3L, progress))))
                .isEqualTo("uninstalled");
    }

    private static Progress progress(
            long requested,
            long observed,
            String serving,
            String target,
            String wanted,
            String rejected,
            boolean removing,
            boolean failed) {
        List<String> all = rejected.isEmpty() ? List.of() : List.of(rejected);
        return new Progress("ins_1", removing, requested, observed, serving, target, wanted, failed, all, null);
    }

    private static String word(DeploymentDecision decision) {
        return switch (decision) {
            case Wait _ -> "wait";
            case Apply _ -> "apply";
            case Succeed _ -> "succeed";
            case Fail(String code, String _) -> code;
        };
    }
}
