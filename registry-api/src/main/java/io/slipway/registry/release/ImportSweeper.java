package io.slipway.registry.release;

import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.slipway.registry.blob.BlobConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** Forgets imports that ended long ago, and artifacts that no release names. */
@ApplicationScoped
public class ImportSweeper {
    private final ImportStore imports;
    private final ArtifactBlobs held;
    private final ImportConfig config;
    private final BlobConfig blobs;
    private final Clock clock;

    ImportSweeper(ImportStore imports, ArtifactBlobs held, ImportConfig config, BlobConfig blobs, Clock clock) {
        this.imports = imports;
        this.held = held;
        this.config = config;
        this.blobs = blobs;
        this.clock = clock;
    }

    @Scheduled(
            every = "${slipway.imports.sweep-every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public Uni<Void> sweep() {
        return forget().chain(this::sweepArtifacts);
    }

    private Uni<Void> forget() {
        return Multi.createBy()
                .repeating()
                .uni(() -> Panache.withTransaction(
                        () -> imports.forget(clock.instant().minus(config.remember()))))
                .whilst(forgotten -> forgotten > 0)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> sweepArtifacts() {
        return Multi.createBy()
                .repeating()
                .uni(() -> held.sweepOne(clock.instant().minus(blobs.keepUnused())))
                .whilst(found -> found)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
