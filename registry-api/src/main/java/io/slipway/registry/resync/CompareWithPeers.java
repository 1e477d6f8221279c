package io.slipway.registry.resync;

import java.time.Duration;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.quarkus.scheduler.Scheduled;
import io.slipway.outbox.kafka.TopicsMadeAnew;
import io.slipway.registry.runtime.Hops;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** All comparisons, at start, on a slow timer and on demand. */
@ApplicationScoped
public class CompareWithPeers {
    private static final Logger LOG = Logger.getLogger(CompareWithPeers.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(20);
    private static final int RETRIES = 15;

    private final Instance<Comparison> comparisons;

    CompareWithPeers(@Any Instance<Comparison> comparisons) {
        this.comparisons = comparisons;
    }

    /** Services start at the same time: with a peer that is away it compares as soon as that answers, within minutes. */
    @Scheduled(
            every = "${slipway.resync.every:10m}",
            delayed = "${slipway.resync.delayed:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> onTimer() {
        return Uni.createFrom()
                .deferred(this::compareAll)
                .runSubscriptionOn(Hops.eventLoop())
                .onFailure()
                .retry()
                .withBackOff(FIRST_RETRY, LONGEST_RETRY)
                .atMost(RETRIES)
                .onFailure()
                .recoverWithNull();
    }

    void onLostEvents(@Observes TopicsMadeAnew event) {
        onTimer().subscribe().with(_ -> {});
    }

    /** Fails when a peer is away, after all others were compared with. */
    private Uni<Void> compareAll() {
        return Multi.createFrom()
                .iterable(comparisons)
                .onItem()
                .transformToUniAndConcatenate(this::isAway)
                .filter(away -> away)
                .collect()
                .asList()
                .invoke(CompareWithPeers::mustBeEmpty)
                .replaceWithVoid();
    }

    private static void mustBeEmpty(List<Boolean> away) {
        if (!away.isEmpty()) {
            throw new IllegalStateException("peers are away");
        }
    }

    private Uni<Boolean> isAway(Comparison comparison) {
        return comparison
                .compare()
                .replaceWith(false)
                .onFailure()
                .invoke(failure -> LOG.infof("not compared with %s: %s", comparison.peer(), failure.getMessage()))
                .onFailure()
                .recoverWithItem(true);
    }

    /** Fails when a peer cannot be asked. */
    public Uni<ResyncResult> compare() {
        return Multi.createFrom()
                .iterable(comparisons)
                .onItem()
                .transformToUniAndConcatenate(Comparison::compare)
                .collect()
                .asList()
                .map(results -> results.stream().reduce(ResyncResult.NOTHING, ResyncResult::plus));
    }
}
