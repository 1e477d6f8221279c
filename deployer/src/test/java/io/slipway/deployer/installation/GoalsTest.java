package io.slipway.deployer.installation;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.slipway.contracts.SecretReference;
import io.slipway.contracts.VersionState.Manifest;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.deployer.Samples;
import io.slipway.deployer.policy.PolicyInput;
import io.slipway.deployer.policy.Rejections;
import io.slipway.deployer.policy.Release;
import io.slipway.deployer.policy.Target;
import io.slipway.deployer.rollout.Goal;
import io.slipway.deployer.rollout.RolloutState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of a target with the tenant's config. */
class GoalsTest {

    /** What cannot be stored would keep every outcome of the installation from everybody. */
    @Test
    void whatASchemaSaysIsPrintableAndShort() {
        String pattern = "^\0" + "x".repeat(20_000) + "$";
        Goal goal = goal(Map.of("properties", Map.of("A", Map.of("pattern", pattern))), Map.of("A", "a"));

        assertThat(goal).isInstanceOfSatisfying(Goal.Hold.class, hold -> assertThat(hold.message())
                .contains("\\u0000")
                .doesNotContain("\0")
                .hasSizeLessThan(10_000));
    }

    @Test
    void aMarkThatATenantWroteStandsForNothing() throws Exception {
        Map<String, Object> config =
                Map.of("PASSWORD", new SecretReference(3).inConfig(), "GREETING", "\u0001secret:PASSWORD:3\u0001");
        Samples.Intent intent = new Samples.Intent("ins_1", "acme/hello", "1.0.0");
        intent.config = config;

        assertThat(Goals.environment(release(null), intent.state()))
                .containsEntry("GREETING", "secret:PASSWORD:3")
                .containsEntry("PASSWORD", "\u0001secret:PASSWORD:3\u0001");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false", ", false"})
    void aRevisionKeepsFilesWhenItsPackageSaysSo(Boolean said, boolean kept) {
        Samples.Intent intent = new Samples.Intent("ins_1", "acme/hello", "1.0.0");
        PolicyInput input = new PolicyInput(intent.state(), List.of(), Rejections.NONE, null);

        Goal goal = new Goals((_, _, _) -> Optional.of(Map.of()))
                .of(new Target.Run(release(null, said)), input, RolloutState.NEW);

        assertThat(goal.wanted().data()).isEqualTo(kept);
    }

    private static Goal goal(Map<String, Object> schema, Map<String, Object> config) {
        Samples.Intent intent = new Samples.Intent("ins_1", "acme/hello", "1.0.0");
        intent.config = config;
        PolicyInput input = new PolicyInput(intent.state(), List.of(), Rejections.NONE, null);
        return new Goals((_, _, _) -> Optional.of(Map.of()))
                .of(new Target.Run(release(schema)), input, RolloutState.NEW);
    }

    private static Release release(Map<String, Object> schema) {
        return release(schema, null);
    }

    private static Release release(Map<String, Object> schema, Boolean data) {
        return new Release(
                "1.0.0",
                "acme/hello@sha256:" + "1".repeat(64),
                new Manifest(List.of(), 8080, "/healthz", Strategy.switch_, schema, null, data));
    }
}
