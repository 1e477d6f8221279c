package io.slipway.registry.oidc;

import java.util.Set;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * A workflow to be trusted.
 *
 * @param issuer one of the configured ones, by its address
 * @param repositoryId the issuer's immutable id of the repository, not its name
 * @param workflow the workflow's file, such as {@code release.yml}
 * @param environment null when any, or none, will do
 */
record PublisherRequest(
        String issuer,
        String repositoryId,
        String workflow,
        @Nullable String environment) {
    private static final int MAX = 200;

    /** @throws ProblemException 422 for an issuer that is not trusted and for what is missing */
    Binding binding(Set<String> issuers) {
        if (issuer == null || !issuers.contains(issuer)) {
            throw invalid("/issuer", "is not one that this registry trusts: " + String.join(", ", issuers));
        }
        return new Binding(
                issuer,
                text("/repository_id", repositoryId),
                text("/workflow", workflow),
                environment == null ? null : text("/environment", environment));
    }

    private static String text(String field, String value) {
        if (value == null
                || value.isBlank()
                || value.length() > MAX
                || value.chars().anyMatch(c -> c < ' ')) {
            throw invalid(field, "must have 1 to " + MAX + " characters, no control ones");
        }
        return value;
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, field, message);
    }
}
