package io.slipway.registry.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.virtual.threads.VirtualThreads;
import io.slipway.outbox.context.DatabaseContext;
import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.release.ImportStore.LeaseLost;
import io.smallrye.mutiny.CompositeException;
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
    private final ImportConfig config;
    private final ExecutorService threads;
    private final Clock clock;
    /** Threads that can be interrupted: those that others let wait. */
    private final Map<ImportJob, Set<Thread>> fetching = new ConcurrentHashMap<>();

    PerformStep(
            FetchArtifact artifacts,
            PinImage images,
            ImportSteps steps,
            BlobRows rows,
            BlobStore blobs,
            DatabaseContext database,
            ImportConfig config,
            @VirtualThreads ExecutorService threads,
            Clock clock) {
        this.artifacts = artifacts;
        this.images = images;
        this.steps = steps;
        this.rows = rows;
        this.blobs = blobs;
        this.database = database;
        this.config = config;
        this.threads = threads;
        this.clock = clock;
    }

    /**
     * Some at once. When one fails no further one is begun, and the failure comes after those that are under way. What has not
     * begun when the time is over is written down as not fetched.
     */
    Uni<Void> all(ImportJob job, List<ImportStep> todo) {
        if (todo.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Queue<ImportStep> left = new ConcurrentLinkedQueue<>(todo);
        Instant until = clock.instant().plus(config.importTimeout());
        List<Uni<Void>> lanes = Stream.generate(() -> lane(job, left, until))
                .limit(Math.min(config.partsAtOnce(), todo.size()))
                .toList();
        return Uni.join()
                .all(lanes)
                .andCollectFailures()
                .onFailure(CompositeException.class)
                .transform(all -> worst(((CompositeException) all).getCauses()))
                .onTermination()
                .invoke(() -> fetching.remove(job))
                .replaceWithVoid();
    }

    private Uni<Void> lane(ImportJob job, Queue<ImportStep> left, Instant until) {
        return Uni.createFrom().deferred(() -> {
            ImportStep step = left.poll();
            return step == null
                    ? Uni.createFrom().voidItem()
                    : perform(job, step, until).onFailure().invoke(left::clear).chain(() -> lane(job, left, until));
        });
    }

    /** What is being fetched for it is not waited for. */
    void interrupt(ImportJob job) {
        fetching.getOrDefault(job, Set.of()).forEach(Thread::interrupt);
    }

    private static Throwable worst(List<Throwable> faults) {
        return faults.stream().filter(LeaseLost.class::isInstance).findFirst().orElse(faults.getFirst());
    }

    private Uni<Void> perform(ImportJob job, ImportStep step, Instant until) {
        return switch (step) {
            case ImportStep.Fetch fetch -> fetch(job, fetch, 0, until);
            case ImportStep.Pin pin -> pin(job, pin, until);
        };
    }

    private Uni<Void> fetch(ImportJob job, ImportStep.Fetch step, int at, Instant until) {
        if (at == step.sources().size()) {
            return Uni.createFrom().voidItem();
        }
        ImportStep.Source source = step.sources().get(at);
        Uni<Fetched> asked = isLate(until)
                ? Uni.createFrom().item(new Fetched.Nothing(late()))
                : blocking(() -> interruptible(job, () -> artifacts.fetch(step, source.url())));
        return asked.flatMap(fetched -> switch (fetched) {
            case Fetched.Good good -> keep(job, step, good.blob());
            case Fetched.Other other ->
                unverified(job, source, other.actualSha256(), other.message())
                        .chain(() -> fetch(job, step, at + 1, until));
            case Fetched.Nothing nothing ->
                unverified(job, source, null, nothing.message()).chain(() -> fetch(job, step, at + 1, until));
        });
    }

    private boolean isLate(Instant until) {
        return !clock.instant().isBefore(until);
    }

    private String late() {
        return "Not fetched: the import has taken longer than %d s. Import it again to go on."
                .formatted(config.importTimeout().toSeconds());
    }

    private <T> T interruptible(ImportJob job, Callable<T> work) throws Exception {
        Set<Thread> threadsOfJob = fetching.computeIfAbsent(job, _ -> ConcurrentHashMap.newKeySet());
        threadsOfJob.add(Thread.currentThread());
        try {
            return work.call();
        } finally {
            threadsOfJob.remove(Thread.currentThread());
            Thread.interrupted();
        }
    }

    private Uni<Void> unverified(ImportJob job, ImportStep.Source source, String actual, String why) {
        return database.run(() -> steps.unverified(job, source, actual, why));
    }

    private Uni<Void> pin(ImportJob job, ImportStep.Pin step, Instant until) {
        Uni<PinImage.Pinned> asked = isLate(until)
                ? Uni.createFrom().item(PinImage.not(step, late()))
                : blocking(() -> interruptible(job, () -> images.pin(step)));
        return asked.flatMap(found -> database.run(() -> steps.pinned(job, step, found)));
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
