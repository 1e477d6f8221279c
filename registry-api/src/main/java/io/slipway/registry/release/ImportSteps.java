package io.slipway.registry.release;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.release.ReleaseArtifact.State;
import io.smallrye.mutiny.Uni;

/** What a worker reads and writes between the things that take time; each a transaction under its claim. */
@ApplicationScoped
class ImportSteps {
    private static final Duration WAIT = Duration.ofSeconds(10);

    private final ImportStore imports;
    private final ReleaseStore releases;
    private final ArtifactBlobs held;
    private final ImportConfig config;
    private final Clock clock;

    ImportSteps(ImportStore imports, ReleaseStore releases, ArtifactBlobs held, ImportConfig config, Clock clock) {
        this.imports = imports;
        this.releases = releases;
        this.held = held;
        this.config = config;
        this.clock = clock;
    }

    /** Null when there is nothing to do. */
    @WithTransaction
    Uni<ImportJob> claim() {
        Instant now = clock.instant();
        return imports.claim(now, now.plus(config.lease()), config.perOrganization())
                .map(claimed -> claimed == null ? null : claimed.job());
    }

    @WithTransaction
    Uni<List<ImportJob>> extend(List<String> ids) {
        return imports.extend(ids, clock.instant().plus(config.lease()));
    }

    @WithTransaction
    Uni<Integer> expireOwn() {
        return imports.expireOwn(clock.instant());
    }

    /** What nobody has looked at yet. */
    @WithTransaction
    Uni<List<ImportStep>> todo(ImportJob job) {
        return imports.held(job)
                .flatMap(_ -> releases.findById(job.releaseId()))
                .flatMap(releases::parts)
                .map(ReleaseParts::todo);
    }

    /** The blob is kept: it belongs to the organization from now on, whatever else names it. */
    @WithTransaction
    Uni<Void> verified(ImportJob job, ImportStep.Fetch step, ReceivedBlob blob) {
        return imports.held(job)
                .chain(() -> held.add(step.organization(), blob.sha256(), blob.sizeBytes(), true))
                .chain(() -> releases.artifacts(job.releaseId()))
                .invoke(artifacts -> artifacts.stream()
                        .filter(artifact ->
                                artifact.sha256().equals(blob.sha256()) && artifact.sizeBytes() == blob.sizeBytes())
                        .forEach(artifact -> artifact.become(State.verified, null, null)))
                .replaceWithVoid();
    }

    /** @param actual null when nothing came */
    @WithTransaction
    Uni<Void> unverified(ImportJob job, ImportStep.Source step, String actual, String why) {
        return imports.held(job)
                .chain(() -> releases.artifacts(job.releaseId()))
                .invoke(artifacts -> artifacts
                        .get(step.position())
                        .become(actual == null ? State.unreachable : State.mismatched, actual, why))
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<Void> pinned(ImportJob job, ImportStep.Pin step, PinImage.Pinned found) {
        return imports.held(job)
                .chain(() -> releases.images(job.releaseId()))
                .invoke(images -> images.get(step.position()).found(found))
                .replaceWithVoid();
    }

    /** The release is locked before its import, as by whoever imports it again. */
    @WithTransaction
    Uni<Void> finish(ImportJob job) {
        return releases.lock(job.releaseId())
                .chain(() -> imports.held(job))
                .flatMap(operation -> releases.findById(job.releaseId())
                        .flatMap(releases::parts)
                        .invoke(parts -> parts.release().found(parts.isVerified()))
                        .invoke(parts ->
                                operation.succeeded(ImportAnswers.of(parts, operation.unresolved()), clock.instant())))
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<Void> postpone(ImportJob job, String why) {
        return imports.held(job)
                .invoke(operation -> operation.postponed(why, WAIT, clock.instant()))
                .replaceWithVoid();
    }
}
