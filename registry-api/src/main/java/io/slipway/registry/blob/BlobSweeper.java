package io.slipway.registry.blob;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.slipway.registry.runtime.Hops;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** Removes packages that no version refers to, and what uploads that died have left. */
@ApplicationScoped
public class BlobSweeper {
    private static final Logger LOG = Logger.getLogger(BlobSweeper.class);

    private final BlobRows rows;
    private final BlobStore store;
    private final BlobConfig config;
    private final Hops hops;
    private final Clock clock;

    BlobSweeper(BlobRows rows, BlobStore store, BlobConfig config, Hops hops, Clock clock) {
        this.rows = rows;
        this.store = store;
        this.config = config;
        this.hops = hops;
        this.clock = clock;
    }

    /** What a replica of this name had not finished when it died; nobody else's. */
    void atStart(@Observes StartupEvent event) {
        try {
            int removed = store.removeOwn();
            if (removed > 0) {
                LOG.infof("removed %d uploads that a crash had interrupted", removed);
            }
        } catch (IOException e) {
            LOG.warn("interrupted uploads stay until the sweeper finds them old", e);
        }
    }

    @Scheduled(
            every = "${slipway.blobs.sweep-every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> onTimer() {
        return sweep().invoke(this::report).replaceWithVoid();
    }

    /** @return how many blobs were removed */
    public Uni<Integer> sweep() {
        Instant before = clock.instant().minus(config.keepUnused());
        return hops.blocking(() -> store.removeStale(before))
                .onFailure()
                .invoke(failure -> LOG.warn("what interrupted uploads have left stays until the next look", failure))
                .onFailure()
                .recoverWithItem(0)
                .chain(() -> removeUnused(before));
    }

    private Uni<Integer> removeUnused(Instant before) {
        return Multi.createBy()
                .repeating()
                .uni(() -> step(before))
                .whilst(step -> step != Step.NOTHING)
                .filter(step -> step == Step.REMOVED)
                .collect()
                .with(Collectors.summingInt(_ -> 1));
    }

    /** The oldest goes; when that is in use, those that are come to stand aside. */
    private Uni<Step> step(Instant before) {
        return rows.removeOneUntouchedSince(before)
                .flatMap(removed -> removed.isPresent()
                        ? Uni.createFrom().item(Step.REMOVED)
                        : rows.markUsed(before).map(marked -> marked > 0 ? Step.MARKED : Step.NOTHING));
    }

    private enum Step {
        REMOVED,
        MARKED,
        NOTHING
    }

    private void report(int removed) {
        if (removed > 0) {
            LOG.infof("removed %d packages that no version refers to", removed);
        }
    }
}
