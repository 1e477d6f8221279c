package io.slipway.registry.oidc;

import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.slipway.registry.organization.TokenStore;
import io.smallrye.mutiny.Uni;

/** Keeps small what each run of a workflow adds to: the tokens that it exchanged, and those that it got. */
@ApplicationScoped
class ForgetUsedTokens {
    /** For whoever looks for what was used lately. */
    private static final Duration KEPT = Duration.ofHours(24);

    private static final int AT_MOST = 5_000;

    private final PublisherStore publishers;
    private final TokenStore tokens;
    private final Clock clock;

    ForgetUsedTokens(PublisherStore publishers, TokenStore tokens, Clock clock) {
        this.publishers = publishers;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** An exchanged one that has expired is refused for that already. */
    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> forgetExchanged() {
        return publishers.forget(clock.instant()).replaceWithVoid();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> removeExpired() {
        return tokens.removeOfWorkflows(clock.instant().minus(KEPT), AT_MOST).replaceWithVoid();
    }
}
