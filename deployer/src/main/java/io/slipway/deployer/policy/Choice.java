package io.slipway.deployer.policy;

import java.util.Map;

/**
 * A target, and why it is the target.
 *
 * @param rule stable, snake_case: absent, pin, manual, auto_active, auto_latest, auto_requested, auto_stay,
 *     auto_leave_yanked, rejected, access (the tenant may no longer see the provider), access_unknown (nobody could tell),
 *     dependency_missing (the version requires what is not installed beside it)
 * @param inputs what the rule looked at; scalars and lists of text
 */
public record Choice(Target target, String rule, Map<String, Object> inputs) {
    private static final String UNKNOWN = "access_unknown";

    /** The same until it is known whether the tenant may have more. */
    public Choice untilKnown() {
        return new Choice(target, UNKNOWN, inputs);
    }

    /** Whether it is to be asked again soon: nobody will call. */
    public boolean provisional() {
        return rule.equals(UNKNOWN);
    }
}
