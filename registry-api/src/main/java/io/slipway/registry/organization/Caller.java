package io.slipway.registry.organization;

import java.util.Set;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/**
 * Who asks: the token's organization is the tenant.
 *
 * @param token its id, {@code tok_…}; null for who has none
 * @param scopes what the token and its member's role both allow
 * @param actor who is named as the cause of a change: {@code user:usr_…}, {@code token:tok_…} or {@code workflow:pub_…}
 * @param user whose token it is, {@code usr_…}; null for a token that is nobody's in particular
 * @param role the user's in this organization; null without a user
 * @param provider the only one that the token may touch, {@code org/name}; null for all
 */
public record Caller(
        String token, String organization, Set<Scope> scopes, String actor, String user, Role role, String provider) {
    /** Whoever comes without a token, where that is allowed: no organization has an empty name. */
    static final Caller ANONYMOUS = new Caller(null, "", Set.of(), "anonymous", null, null, null);

    /** @throws ProblemException 403 unless the caller's organization is {@code owner} */
    public void mustBelongTo(String owner) {
        if (!organization.equals(owner)) {
            throw ProblemException.of(
                    ErrorCode.FORBIDDEN, "Only members of " + owner + " may do this, you are " + organization + ".");
        }
    }

    /**
     * For routes that name the provider elsewhere than in their path; the others were checked before.
     *
     * @throws ProblemException 403 for a token that is restricted to another provider
     */
    public void mustTouch(String name) {
        if (!AccessRules.touches(provider, name)) {
            throw restricted();
        }
    }

    /** Whether it may publish for its organization: by its role, or as a token that is nobody's by its scopes. */
    public boolean isPublisher() {
        return (role == null ? scopes : role.scopes()).contains(Scope.PUBLISH);
    }

    void mustBeUnrestricted() {
        if (provider != null) {
            throw restricted();
        }
    }

    /** @throws ProblemException 403 for a token, or a role, without the scope */
    public void mustHave(Scope scope) {
        if (scopes.contains(scope)) {
            return;
        }
        boolean roleLacksIt = role != null && !role.scopes().contains(scope);
        throw ProblemException.of(
                ErrorCode.FORBIDDEN,
                (roleLacksIt ? "Your role, " + role.word() + ", does not have" : "The token lacks") + " the scope "
                        + scope.word() + ".");
    }

    private ProblemException restricted() {
        return ProblemException.of(ErrorCode.TOKEN_RESTRICTED, "The token is for " + provider + " alone.");
    }
}
