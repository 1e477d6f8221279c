package io.slipway.registry.organization;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.slipway.registry.problem.DatabaseFaults;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.runtime.Hops;
import io.smallrye.mutiny.Uni;

/**
 * Whether a caller is still who it was when its request began. A body may take its time, a stream has no end: what outlasts
 * the request asks once more, in the transaction that makes it.
 */
@ApplicationScoped
public class CallerStanding {
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final TokenStore tokens;
    private final Clock clock;

    CallerStanding(TokenStore tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Fails with 401 when its token or its membership has ended, with 403 when its role does not have the scopes any more. */
    @WithSession
    public Uni<Void> mustLast(Caller caller) {
        return caller.token() == null
                ? Uni.createFrom().voidItem()
                : tokens.findWithRoleById(caller.token())
                        .map(found -> AuthenticateToken.valid(found, clock.instant()))
                        .invoke(now -> mustHaveAll(caller, now))
                        .replaceWithVoid();
    }

    /** For what a caller follows, called on an event loop: asks like {@link #mustLast} when it did not for some seconds. */
    public Supplier<Uni<Void>> whileFollowing(Caller caller) {
        Executor loop = Hops.eventLoop();
        AtomicReference<Instant> asked = new AtomicReference<>(clock.instant());
        return () -> {
            Instant now = clock.instant();
            if (now.isBefore(asked.get().plus(AGAIN))) {
                return Uni.createFrom().voidItem();
            }
            asked.set(now);
            return Uni.createFrom()
                    .voidItem()
                    .emitOn(loop)
                    .chain(() -> mustLast(caller))
                    // Logs come from other services: they go on while the database is away.
                    .onFailure(DatabaseFaults::isPassing)
                    .recoverWithNull();
        };
    }

    private static void mustHaveAll(Caller then, Caller now) {
        if (!now.scopes().containsAll(then.scopes())) {
            throw ProblemException.of(ErrorCode.FORBIDDEN, "Your role was changed while the request was sent.");
        }
    }
}
