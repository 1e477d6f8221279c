package io.slipway.registry.staging;

import java.time.Clock;
import java.util.Optional;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.slipway.registry.blob.BlobConfig;
import io.slipway.registry.blob.StagingArea;
import io.slipway.registry.runtime.Hops;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * Removes uploads that nobody confirmed in time. Each is removed under its row's lock, so that replicas pass by each other;
 * one that dies in the middle leaves the row, and the next one does it again. Files that came when their row was gone, from
 * a client that was slow, are removed by their age.
 */
@ApplicationScoped
public class UploadSweeper {
    private static final Logger LOG = Logger.getLogger(UploadSweeper.class);

    private final UploadRows rows;
    private final StagingArea staging;
    private final UploadConfig config;
    private final BlobConfig blobs;
    private final Hops hops;
    private final Clock clock;

    UploadSweeper(UploadRows rows, StagingArea staging, UploadConfig config, BlobConfig blobs, Hops hops, Clock clock) {
        this.rows = rows;
        this.staging = staging;
        this.config = config;
        this.blobs = blobs;
        this.hops = hops;
        this.clock = clock;
    }

    /** @throws IllegalStateException which stops the start, when files would go that may still be confirmed */
    void onStart(@Observes StartupEvent start) {
        if (config.confirmWithin().compareTo(blobs.keepUnused()) >= 0) {
            throw new IllegalStateException(
                    "slipway.uploads.confirm-within (%s) must be shorter than slipway.blobs.keep-unused (%s)"
                            .formatted(config.confirmWithin(), blobs.keepUnused()));
        }
    }

    @Scheduled(
            every = "${slipway.uploads.sweep-every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> onTimer() {
        return sweep().invoke(this::report).replaceWithVoid();
    }

    /** @return how many uploads were removed */
    public Uni<Integer> sweep() {
        return hops.blocking(() -> staging.removeStale(clock.instant().minus(blobs.keepUnused())))
                .onFailure()
                .invoke(failure -> LOG.warn("files of uploads that are gone stay until the next look", failure))
                .onFailure()
                .recoverWithItem(0)
                .chain(this::removeExpired);
    }

    private Uni<Integer> removeExpired() {
        return Multi.createBy()
                .repeating()
                .uni(rows::removeOneExpired)
                .whilst(Optional::isPresent)
                .filter(Optional::isPresent)
                .collect()
                .with(Collectors.summingInt(_ -> 1));
    }

    private void report(int removed) {
        if (removed > 0) {
            LOG.infof("removed %d uploads that have expired", removed);
        }
    }
}
