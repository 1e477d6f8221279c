package io.slipway.registry.token;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.Role;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.organization.TokenGrant;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.provider.ProviderNames;

/** Which tokens may be made. */
final class TokenRules {
    private static final int MAX_NAME = 100;
    private static final Duration MAX_LIFETIME = Duration.ofDays(3653);

    private TokenRules() {}

    /** @throws ProblemException 400 without a body, 422 for a field that is wrong by itself */
    static TokenGrant grant(String organization, TokenRequest request, Instant now) {
        if (request == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The body is missing.");
        }
        String name = request.name();
        if (name == null
                || name.isBlank()
                || name.length() > MAX_NAME
                || name.chars().anyMatch(c -> c < ' ')) {
            throw invalid("/name", "must have 1 to " + MAX_NAME + " characters, no control ones");
        }
        String provider = request.provider() == null
                ? null
                : ProviderNames.parse(request.provider(), "/provider").toString();
        return new TokenGrant(
                organization,
                name.strip(),
                scopes(request.scopes()),
                provider,
                request.userId(),
                null,
                end(request.expiresAt(), now));
    }

    /** @throws ProblemException 403 for a scope that the caller does not have */
    static void mustBeWithin(Caller caller, TokenGrant grant) {
        if (!caller.scopes().containsAll(grant.scopes())) {
            throw ProblemException.complete(
                    ErrorCode.FORBIDDEN,
                    "You can give no scope that you do not have. Ask an owner whose token has them all.",
                    List.of());
        }
    }

    /** @throws ProblemException 422 for a scope that the role of the token's user never allows */
    static void mustSuit(Role role, TokenGrant grant) {
        Set<Scope> beyond = EnumSet.copyOf(grant.scopes());
        beyond.removeAll(role.scopes());
        if (!beyond.isEmpty()) {
            throw invalid(
                    "/scopes",
                    "a " + role.word() + " has no scope "
                            + beyond.iterator().next().word());
        }
    }

    /** In microseconds, as PostgreSQL keeps it. */
    private static Instant end(Instant wanted, Instant now) {
        if (wanted == null) {
            return null;
        }
        if (!wanted.isAfter(now) || wanted.isAfter(now.plus(MAX_LIFETIME))) {
            throw invalid("/expires_at", "must be in the next ten years");
        }
        return wanted.truncatedTo(ChronoUnit.MICROS);
    }

    private static Set<Scope> scopes(List<String> words) {
        if (words == null || words.isEmpty()) {
            throw invalid("/scopes", "name at least one of read, publish, install and admin");
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String word : words) {
            scopes.add(Scope.of(word)
                    .orElseThrow(() -> invalid("/scopes", "must be of read, publish, install and admin")));
        }
        return scopes;
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, field, message);
    }
}
