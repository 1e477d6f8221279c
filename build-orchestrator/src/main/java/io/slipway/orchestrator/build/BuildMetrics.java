package io.slipway.orchestrator.build;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;

/** Builds by result, how long they took, how much waits and since when. */
@ApplicationScoped
public class BuildMetrics {
    private final MeterRegistry registry;
    private final QueueState state;
    private final Clock clock;
    private volatile QueueState.Queue queue = new QueueState.Queue(0, null);

    BuildMetrics(MeterRegistry registry, QueueState state, Clock clock) {
        this.registry = registry;
        this.state = state;
        this.clock = clock;
        registry.gauge("slipway.builds.queued", this, metrics -> metrics.queue.length());
        registry.gauge("slipway.builds.queue.age.seconds", this, BuildMetrics::ageSeconds);
    }

    /** Read beside the scrape, which must not wait for the database; that the database is away is told elsewhere. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return state.read()
                .invoke(read -> queue = read)
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    void ended(BuildJob job, Settlement settlement) {
        String result = settlement.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        registry.counter("slipway.builds", "result", result).increment();
        registry.timer("slipway.builds.duration", "result", result)
                .record(Duration.between(job.startedAt(), clock.instant()));
    }

    private double ageSeconds() {
        QueueState.Queue read = queue;
        return read.oldest() == null
                ? 0
                : Duration.between(read.oldest().toInstant(), clock.instant()).toMillis() / 1e3;
    }
}
