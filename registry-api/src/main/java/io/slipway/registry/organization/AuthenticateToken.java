package io.slipway.registry.organization;

import java.time.Clock;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** From a bearer token to its {@link Caller}: one query without a lock, and now and then a note of its use. */
@ApplicationScoped
public class AuthenticateToken {
    private final TokenStore tokens;
    private final Clock clock;

    AuthenticateToken(TokenStore tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Fails with 401 for a token that is unknown, expired, revoked or a former member's; all look the same. */
    @WithSession
    public Uni<Caller> authenticate(String token) {
        Instant now = clock.instant();
        return tokens.findWithRole(TokenFormat.fingerprint(token))
                .invoke(found -> mustBeValid(found, now))
                .call(found -> noteUse(found.token(), now))
                .map(AuthenticateToken::caller);
    }

    private Uni<Integer> noteUse(Token token, Instant now) {
        return token.useIsNews(now)
                ? tokens.noteUse(token.id(), now)
                : Uni.createFrom().item(0);
    }

    /** @throws ProblemException 401 for one that has ended */
    static Caller valid(TokenStore.Found found, Instant now) {
        mustBeValid(found, now);
        return caller(found);
    }

    private static void mustBeValid(TokenStore.Found found, Instant now) {
        boolean valid = found != null && found.token().isValid(now);
        boolean formerMember = valid && found.token().grant().user() != null && found.role() == null;
        if (!valid || formerMember) {
            throw refused("The token is unknown, expired or revoked.");
        }
    }

    private static Caller caller(TokenStore.Found found) {
        return found.token()
                .caller(found.role() == null ? null : Role.of(found.role()).orElseThrow());
    }

    static ProblemException refused(String why) {
        return ProblemException.of(ErrorCode.UNAUTHENTICATED, why);
    }
}
