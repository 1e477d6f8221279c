package io.slipway.registry.idempotency;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Takes answers away that have expired, batch after batch, each a transaction; until then they are passed over. */
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
    Uni<Void> onTimer() {
        return Multi.createBy()
                .repeating()
                .uni(() -> Panache.withTransaction(() -> answers.forget(clock.instant(), AT_MOST)))
                .whilst(forgotten -> forgotten == AT_MOST)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
