package io.slipway.registry.membership;

import java.time.Instant;
import java.util.List;

import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.Organization;
import io.slipway.registry.organization.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The caller's organization, and what the token at hand may be used for in it.
 *
 * @param scopes those that the token and its user's role both allow
 * @param actor what the audit log will name
 * @param userId whose token it is; null for nobody's in particular
 * @param role the user's; null without one
 * @param provider the only one that the token may touch; null for all
 */
public record CallerView(
        String id,
        String name,
        Instant createdAt,
        List<String> scopes,
        String actor,
        @Nullable String userId,
        @Nullable String role,
        @Nullable String provider) {

    static CallerView of(Organization organization, Caller caller) {
        return new CallerView(
                organization.id(),
                organization.name(),
                organization.createdAt(),
                caller.scopes().stream().sorted().map(Scope::word).toList(),
                caller.actor(),
                caller.user(),
                caller.role() == null ? null : caller.role().word(),
                caller.provider());
    }
}
