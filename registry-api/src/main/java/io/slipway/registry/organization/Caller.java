package io.slipway.registry.organization;

import java.util.Set;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/**
 * Who asks: the token's organization is the tenant.
 *
 * @param actor who is named as the cause of a change, {@code token:tok_…}
 */
public record Caller(String organization, Set<Scope> scopes, String actor) {

    /** @throws ProblemException 403 unless the caller's organization is {@code owner} */
    public void mustBelongTo(String owner) {
        if (!organization.equals(owner)) {
            throw ProblemException.of(
                    ErrorCode.FORBIDDEN, "Only members of " + owner + " may do this, you are " + organization + ".");
        }
    }

    void mustHave(Scope scope) {
        if (!scopes.contains(scope)) {
            throw ProblemException.of(ErrorCode.FORBIDDEN, "The token lacks the scope " + scope.word() + ".");
        }
    }
}
