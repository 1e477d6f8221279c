package io.slipway.deployer.policy;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.InstallationOutcome.Decision;
import io.slipway.contracts.InstallationOutcome.Step;

/**
 * A target, and why it is the target.
 *
 * @param rule stable, snake_case: absent, pin, manual, auto_active, auto_latest, auto_requested, auto_stay,
 *     auto_leave_yanked, rejected, config (the chosen version does not take the config), access (the tenant may no longer see
 *     the provider), access_unknown (nobody could tell), dependency_missing (the version requires what is not installed
 *     beside it)
 * @param inputs what the rule looked at; scalars and lists of text
 * @param steps what every rule came to; empty until it was explained
 */
public record Choice(Target target, String rule, Map<String, Object> inputs, List<Step> steps) {
    private static final String UNKNOWN = "access_unknown";

    public Choice(Target target, String rule, Map<String, Object> inputs) {
        this(target, rule, inputs, List.of());
    }

    /** @param misfit why the chosen version does not take the config; null when it does */
    public Choice explained(PolicyInput input, String misfit) {
        return new Choice(target, misfit == null ? rule : "config", inputs, Explanation.of(input, this, misfit));
    }

    public Decision decided(Instant now) {
        return new Decision(rule, inputs, now, steps);
    }

    /** The same until it is known whether the tenant may have more. */
    public Choice untilKnown() {
        return new Choice(target, UNKNOWN, inputs, steps);
    }

    /** Whether it is to be asked again soon: nobody will call. */
    public boolean provisional() {
        return rule.equals(UNKNOWN);
    }
}
