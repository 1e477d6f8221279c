package io.slipway.registry.resync;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** All comparisons, at start, on a slow timer and on demand. */
@ApplicationScoped
public class CompareWithPeers {
    private static final Logger LOG = Logger.getLogger(CompareWithPeers.class);

    private final Instance<Comparison> comparisons;

    CompareWithPeers(@Any Instance<Comparison> comparisons) {
        this.comparisons = comparisons;
    }

    /** A peer that is away is compared with at the next tick. */
    @Scheduled(
            every = "${slipway.resync.every:10m}",
            delayed = "${slipway.resync.delayed:5s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> onTimer() {
        return Multi.createFrom()
                .iterable(comparisons)
                .onItem()
                .transformToUniAndConcatenate(this::tolerant)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<ResyncResult> tolerant(Comparison comparison) {
        return comparison
                .compare()
                .onFailure()
                .invoke(failure -> LOG.infof("not compared with %s: %s", comparison.peer(), failure.getMessage()))
                .onFailure()
                .recoverWithItem(ResyncResult.NOTHING);
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
