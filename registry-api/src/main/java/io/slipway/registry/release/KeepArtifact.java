package io.slipway.registry.release;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.BlobTooLargeException;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.blob.StorageFaults;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.upload.Body;
import io.smallrye.mutiny.Uni;

/** Takes in the bytes of an artifact whose release is yet to be imported: where nothing can be fetched. */
@ApplicationScoped
class KeepArtifact {
    private final ProjectNames projects;
    private final CallerStanding standing;
    private final ArtifactBlobs held;
    private final BlobRows rows;
    private final BlobStore blobs;
    private final ImportConfig config;
    private final Hops hops;

    KeepArtifact(
            ProjectNames projects,
            CallerStanding standing,
            ArtifactBlobs held,
            BlobRows rows,
            BlobStore blobs,
            ImportConfig config,
            Hops hops) {
        this.projects = projects;
        this.standing = standing;
        this.held = held;
        this.rows = rows;
        this.blobs = blobs;
        this.config = config;
        this.hops = hops;
    }

    /** Fails with 422 for other bytes than those of the digest. */
    Uni<Void> keep(Caller caller, String project, String sha256, Body body) {
        return projects.own(caller, project)
                .invoke(() -> DocumentRules.mustBeDigest("sha256", sha256))
                .chain(() -> hops.waiting(() -> receive(sha256, body)))
                .flatMap(blob -> kept(caller, blob).onTermination().call(() -> hops.blocking(() -> discard(blob))));
    }

    /** Blocks for as long as its sender likes. */
    private ReceivedBlob receive(String sha256, Body body) {
        ReceivedBlob blob = read(body, config.artifactBytes().asLongValue());
        if (!blob.sha256().equals(sha256)) {
            blobs.discard(blob);
            throw ProblemException.of(
                    ErrorCode.UPLOAD_MISMATCH, "Its SHA-256 is " + blob.sha256() + " instead of " + sha256 + ".");
        }
        return blob;
    }

    private ReceivedBlob read(Body body, long max) {
        try {
            return blobs.receive(body.stream(), max);
        } catch (BlobTooLargeException e) {
            body.drain();
            throw ProblemException.of(ErrorCode.UPLOAD_MISMATCH, "It has more than " + max + " bytes.");
        } catch (IOException e) {
            throw StorageFaults.problem(e);
        }
    }

    private Uni<Void> kept(Caller caller, ReceivedBlob blob) {
        return rows.touch(blob)
                .chain(() -> hops.blocking(() -> {
                    blobs.keep(blob);
                    return blob;
                }))
                .onFailure(StorageFaults::isOne)
                .transform(StorageFaults::problem)
                .chain(() -> Panache.withTransaction(() -> standing.mustLast(caller)
                        .chain(() -> held.add(caller.organization(), blob.sha256(), blob.sizeBytes(), false))));
    }

    private ReceivedBlob discard(ReceivedBlob blob) {
        blobs.discard(blob);
        return blob;
    }
}
