package io.slipway.registry.organization;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.smallrye.mutiny.Uni;

/** From a bearer token to its {@link Caller}. */
@ApplicationScoped
public class AuthenticateToken {
    private final TokenStore tokens;
    private final Clock clock;

    AuthenticateToken(TokenStore tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Fails with 401 for a token that is unknown, expired or revoked; all three look the same. */
    @WithTransaction
    public Uni<Caller> authenticate(String token) {
        return tokens.findByFingerprint(TokenFormat.fingerprint(token)).map(this::accept);
    }

    private Caller accept(Token found) {
        if (found == null || !found.isValid(clock.instant())) {
            throw refused("The token is unknown, expired or revoked.");
        }
        found.used(clock.instant());
        return found.caller();
    }

    static ProblemException refused(String why) {
        return ProblemException.of(ErrorCode.UNAUTHENTICATED, why);
    }
}
