package io.slipway.registry.oidc;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

/** Keeps the table of exchanged tokens small: one that has expired is refused for that already. */
@ApplicationScoped
class ForgetUsedTokens {
    private final PublisherStore publishers;
    private final Clock clock;

    ForgetUsedTokens(PublisherStore publishers, Clock clock) {
        this.publishers = publishers;
        this.clock = clock;
    }

    @Scheduled(every = "1h", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> onTimer() {
        return publishers.forget(clock.instant()).replaceWithVoid();
    }
}
