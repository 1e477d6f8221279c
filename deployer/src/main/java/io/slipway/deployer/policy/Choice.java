package io.slipway.deployer.policy;

import java.util.Map;

/**
 * A target, and why it is the target.
 *
 * @param rule stable, snake_case: absent, pin, manual, auto_active, auto_latest, auto_requested, auto_stay,
 *     auto_leave_yanked, rejected
 * @param inputs what the rule looked at; scalars and lists of text
 */
public record Choice(Target target, String rule, Map<String, Object> inputs) {}
