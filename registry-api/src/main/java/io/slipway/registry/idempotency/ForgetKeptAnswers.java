package io.slipway.registry.idempotency;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

/** Takes answers away that have expired, a bounded number at a time; until then they are passed over. */
@ApplicationScoped
class ForgetKeptAnswers {
    static final int AT_MOST = 5_000;

    private final KeptAnswerStore answers;
    private final Clock clock;

    ForgetKeptAnswers(KeptAnswerStore answers, Clock clock) {
        this.answers = answers;
        this.clock = clock;
    }

    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @WithTransaction
    Uni<Void> onTimer() {
        return answers.forget(clock.instant(), AT_MOST).replaceWithVoid();
    }
}
