package io.slipway.registry.audit;

import java.util.Map;

/**
 * What was done.
 *
 * @param actor {@code user:usr_…}, {@code token:tok_…}, {@code workflow:pub_…} or {@code system:<service>}
 * @param action a noun and a verb in the past, {@code token.revoked}; docs/access.md lists them
 * @param subject what was changed, as people name it or by its id
 * @param details what helps to understand it, never a secret
 */
record AuditedChange(String actor, String action, String subject, Map<String, Object> details) {}
