package io.slipway.registry.provider;

import java.util.Map;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** Whom a provider is shared with: one of the two, the other is null. */
record Grantee(String user, String organization) {
    /** No organization's name has an underscore. */
    private static final String USER = "usr_";

    /** @throws ProblemException 422 unless exactly one is given, and is what it is said to be */
    static Grantee of(String user, String organization) {
        if ((user == null) == (organization == null)) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, "organization", "give either an organization or a user_id");
        }
        Grantee grantee = new Grantee(user, organization);
        boolean isUser = grantee.key().startsWith(USER);
        if (isUser != (user != null)) {
            throw grantee.unknown();
        }
        return grantee;
    }

    /** As shares are found by. */
    String key() {
        return user == null ? organization : user;
    }

    /** For the audit log. */
    Map<String, Object> details() {
        return user == null ? Map.of("organization", organization) : Map.of("user_id", user);
    }

    ProblemException unknown() {
        return user == null
                ? ProblemException.ofField(ErrorCode.INVALID_VALUE, "organization", "there is no such organization")
                : ProblemException.ofField(ErrorCode.INVALID_VALUE, "user_id", "there is no such user");
    }
}
