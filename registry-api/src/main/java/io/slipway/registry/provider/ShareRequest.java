package io.slipway.registry.provider;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Whom to share with: one of the two. */
record ShareRequest(@Nullable String userId, @Nullable String organization) {

    /** @throws ProblemException 400 without a body */
    static ShareRequest required(ShareRequest request) {
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The body is missing.");
        }
        return request;
    }

    /** Asked for only where the caller may share: who may not see the provider learns nothing here. @throws ProblemException 422 */
    Grantee grantee() {
        return Grantee.of(userId, organization);
    }
}
