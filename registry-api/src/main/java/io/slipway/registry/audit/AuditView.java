package io.slipway.registry.audit;

import java.time.Instant;
import java.util.Map;

/**
 * One change.
 *
 * @param actor {@code user:usr_…}, {@code token:tok_…}, {@code workflow:pub_…} or {@code system:<service>}
 * @param action a noun and a verb in the past, {@code token.revoked}
 * @param subject what was changed, as people name it or by its id
 */
public record AuditView(
        String id,
        String organization,
        String actor,
        String action,
        String subject,
        Map<String, Object> details,
        Instant createdAt) {}
