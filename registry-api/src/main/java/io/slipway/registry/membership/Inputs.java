package io.slipway.registry.membership;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.slipway.providerpackage.InvalidName;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.organization.Role;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** What requests about organizations and members hold, checked; each check fails with 422 on its field unless it says otherwise. */
final class Inputs {
    private static final int MAX_NAME = 100;
    private static final String ROLES =
            Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));

    private Inputs() {}

    /** @throws ProblemException 400 for a request without a body */
    static <T> T required(T body) {
        if (body == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The body is missing.");
        }
        return body;
    }

    static String organization(String name) {
        try {
            return ProviderName.organization(name == null ? "" : name);
        } catch (InvalidName e) {
            throw ProblemException.ofField(ErrorCode.INVALID_NAME, "/name", e.getMessage());
        }
    }

    /** A person's name. */
    static String person(String field, String name) {
        if (name == null
                || name.isBlank()
                || name.length() > MAX_NAME
                || name.chars().anyMatch(c -> c < ' ')) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, field, "must have 1 to " + MAX_NAME + " characters, no control ones");
        }
        return name.strip();
    }

    static Role role(String word) {
        return Role.of(word)
                .orElseThrow(
                        () -> ProblemException.ofField(ErrorCode.INVALID_VALUE, "/role", "must be one of " + ROLES));
    }
}
