package io.slipway.registry.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.virtual.threads.VirtualThreads;
import io.slipway.outbox.context.DatabaseContext;
import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.ReceivedBlob;
import io.smallrye.mutiny.Uni;

/**
 * What takes time, on threads that may block. As with a publication, a blob's row is touched before it is kept, and what
 * refers to it comes last: the sweeper finds what is left by whoever dies on the way.
 */
@ApplicationScoped
class PerformStep {
    private final FetchArtifact artifacts;
    private final PinImage images;
    private final ImportSteps steps;
    private final BlobRows rows;
    private final BlobStore blobs;
    private final DatabaseContext database;
    private final ExecutorService threads;

    PerformStep(
            FetchArtifact artifacts,
            PinImage images,
            ImportSteps steps,
            BlobRows rows,
            BlobStore blobs,
            DatabaseContext database,
            @VirtualThreads ExecutorService threads) {
        this.artifacts = artifacts;
        this.images = images;
        this.steps = steps;
        this.rows = rows;
        this.blobs = blobs;
        this.database = database;
        this.threads = threads;
    }

    Uni<Void> fetch(ImportJob job, ImportStep.Fetch step) {
        return blocking(() -> artifacts.fetch(step)).flatMap(fetched -> switch (fetched) {
            case Fetched.Good good -> keep(job, step, good.blob());
            case Fetched.Other other ->
                database.run(() -> steps.unverified(job, step, other.actualSha256(), other.message()));
            case Fetched.Nothing nothing -> database.run(() -> steps.unverified(job, step, null, nothing.message()));
        });
    }

    Uni<Void> pin(ImportJob job, ImportStep.Pin step) {
        return blocking(() -> images.pin(step)).flatMap(found -> database.run(() -> steps.pinned(job, step, found)));
    }

    private Uni<Void> keep(ImportJob job, ImportStep.Fetch step, ReceivedBlob blob) {
        return database.run(() -> rows.touch(blob))
                .chain(() -> blocking(() -> {
                    blobs.keep(blob);
                    return blob;
                }))
                .chain(() -> database.run(() -> steps.verified(job, step, blob)))
                .onTermination()
                .call(() -> blocking(() -> {
                    blobs.discard(blob);
                    return blob;
                }));
    }

    private <T> Uni<T> blocking(Callable<T> work) {
        return Uni.createFrom()
                .item(() -> {
                    try {
                        return work.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                })
                .runSubscriptionOn(threads);
    }
}
