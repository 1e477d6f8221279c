package io.slipway.registry.staging;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.time.Clock;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.BlobTooLargeException;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.blob.StagingArea;
import io.slipway.registry.blob.StorageFaults;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.signing.Grant;
import io.slipway.registry.upload.Body;
import io.smallrye.mutiny.Uni;

/**
 * Takes in what is sent to a signed URL while packages are files. Whether it may come is asked before its first byte is
 * read, and again when all of it is there: others may have sent or confirmed it meanwhile.
 */
@ApplicationScoped
public class ReceiveUpload {
    private final BlobStore blobs;
    private final StagingArea staging;
    private final UploadRows uploads;
    private final Hops hops;
    private final Clock clock;

    ReceiveUpload(BlobStore blobs, StagingArea staging, UploadRows uploads, Hops hops, Clock clock) {
        this.blobs = blobs;
        this.staging = staging;
        this.uploads = uploads;
        this.hops = hops;
        this.clock = clock;
    }

    /** What is sent, and where it is to lie. */
    record Sent(String uploadId, String path, Grant grant, Body body) {}

    /** Fails with 409 for a file that is there or was confirmed, 410 for an expired upload, 422 for other bytes. */
    Uni<Void> receive(Sent sent) {
        return mustBeOpen(sent)
                .chain(() -> hops.waiting(() -> take(sent)))
                .flatMap(received -> stage(sent, received))
                .replaceWithVoid();
    }

    private Uni<Upload> mustBeOpen(Sent sent) {
        return uploads.requireAlive(sent.uploadId()).invoke(upload -> {
            if (!upload.isOpen(clock.instant())) {
                throw used();
            }
        });
    }

    /** Blocks for as long as its sender likes. */
    private ReceivedBlob take(Sent sent) {
        if (staging.isTaken(sent.path())) {
            throw used();
        }
        Grant grant = sent.grant();
        ReceivedBlob received = read(sent.body(), grant.bytes() == null ? grant.maxBytes() : grant.bytes());
        if (!UploadMismatch.isSame(received, grant.bytes(), grant.sha256())) {
            blobs.discard(received);
            throw UploadMismatch.of(received, grant.bytes(), grant.sha256());
        }
        return received;
    }

    private ReceivedBlob read(Body body, long max) {
        try {
            return blobs.receive(body.stream(), max);
        } catch (BlobTooLargeException e) {
            body.drain();
            throw UploadMismatch.tooLong(max);
        } catch (IOException e) {
            throw StorageFaults.problem(e);
        }
    }

    private Uni<ReceivedBlob> stage(Sent sent, ReceivedBlob received) {
        return mustBeOpen(sent)
                .chain(() -> hops.blocking(() -> put(received, sent.path())))
                .onTermination()
                .call(() -> hops.blocking(() -> discard(received)));
    }

    private ReceivedBlob put(ReceivedBlob received, String path) throws IOException {
        try {
            staging.put(received, path);
            return received;
        } catch (FileAlreadyExistsException e) {
            throw used();
        }
    }

    private ReceivedBlob discard(ReceivedBlob received) {
        blobs.discard(received);
        return received;
    }

    private static ProblemException used() {
        return ProblemException.of(ErrorCode.UPLOAD_USED, "The file is there already, or was confirmed.");
    }
}
