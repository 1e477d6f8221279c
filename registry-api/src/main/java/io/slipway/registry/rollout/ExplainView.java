package io.slipway.registry.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.InstallationOutcome.Decision;
import io.slipway.contracts.InstallationOutcome.Step;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why a version runs, or once was to run.
 *
 * @param version what was chosen
 * @param rollout which one it was begun for; null when none has begun
 * @param rule the rule that decided; null before deployer has answered, as are {@code inputs} and {@code decidedAt}
 * @param steps every rule in the order in which they are looked at; empty where a build decided that did not tell them
 */
record ExplainView(
        String version,
        @Nullable String rollout,
        @Nullable String rule,
        @Nullable Map<String, Object> inputs,
        @Nullable Instant decidedAt,
        List<StepView> steps) {

    /**
     * @param verdict decided: the one that did; passed; excluded: it took versions out of the choice; skipped: another had
     *     decided before it was looked at
     * @param message what it came to; null when it was skipped
     */
    @Schema(name = "ExplainStep")
    record StepView(
            String rule,

            @Schema(enumeration = {"decided", "passed", "excluded", "skipped"})
            String verdict,

            @Nullable String message,
            Map<String, Object> inputs) {}

    /** @param decision null before there was one */
    static ExplainView of(String version, String rollout, Decision decision) {
        return decision == null
                ? new ExplainView(version, rollout, null, null, null, List.of())
                : new ExplainView(
                        version,
                        rollout,
                        decision.rule(),
                        decision.inputs(),
                        decision.decidedAt(),
                        steps(decision.steps()));
    }

    private static List<StepView> steps(List<Step> steps) {
        return steps == null
                ? List.of()
                : steps.stream()
                        .map(step -> new StepView(step.rule(), step.verdict(), step.message(), step.inputs()))
                        .toList();
    }
}
