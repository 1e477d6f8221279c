package io.slipway.registry.staging;

import java.io.IOException;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.BlobTooLargeException;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.blob.StagedFile;
import io.slipway.registry.blob.StagingArea;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.version.Publication;
import io.slipway.registry.version.PublishUploaded;
import io.slipway.registry.version.PublishUploaded.Wish;

/** Takes in what a client has uploaded, and believes only what it has counted and hashed itself. All of it blocks. */
@ApplicationScoped
public class TakeUpload {
    private final StagingArea staging;
    private final BlobStore blobs;
    private final PublishUploaded versions;

    TakeUpload(StagingArea staging, BlobStore blobs, PublishUploaded versions) {
        this.staging = staging;
        this.blobs = blobs;
        this.versions = versions;
    }

    /** @param lockfile null when there is none */
    record Taken(ReceivedBlob file, ReceivedBlob lockfile, Publication publication) {}

    /**
     * The caller keeps or discards it.
     *
     * @throws java.nio.file.NoSuchFileException when a file is not there
     * @throws ProblemException 422 for other bytes than were announced, and for a package that cannot become this version
     */
    Taken take(Upload upload, ConfirmRequest request, String actor) throws IOException {
        ReceivedBlob file = take(upload.file());
        ReceivedBlob lockfile = null;
        try {
            mustHave(request.fileSizeBytes(), file);
            lockfile = request.packageLockPath() == null ? null : take(upload.lockfile());
            Wish wish = upload.wish();
            Publication.Terms terms =
                    request.terms(wish.baseVersion(), lockfile == null ? null : lockfile.sha256(), wish.force());
            return new Taken(file, lockfile, versions.inspect(wish, file, "/storage_path", actor, terms));
        } catch (IOException | RuntimeException e) {
            discard(file, lockfile);
            throw e;
        }
    }

    /** The file stays where it is: it is what it was signed for, and the request may be corrected. */
    private static void mustHave(long bytes, ReceivedBlob file) {
        if (!UploadMismatch.isSame(file, bytes, null)) {
            throw UploadMismatch.of(file, bytes, null);
        }
    }

    /** What is not what was signed is removed, so that the right file can be uploaded. */
    private ReceivedBlob take(StagedFile announced) throws IOException {
        ReceivedBlob taken;
        try {
            taken = staging.take(announced.path(), announced.maxBytes());
        } catch (BlobTooLargeException e) {
            staging.clear(announced.path());
            throw UploadMismatch.tooLong(announced);
        }
        if (!UploadMismatch.isSame(taken, announced.bytes(), announced.sha256())) {
            blobs.discard(taken);
            staging.clear(announced.path());
            throw UploadMismatch.of(taken, announced.bytes(), announced.sha256());
        }
        return taken;
    }

    void keep(Taken taken) throws IOException {
        blobs.keep(taken.file());
        if (taken.lockfile() != null) {
            blobs.keep(taken.lockfile());
        }
    }

    void discard(Taken taken) {
        discard(taken.file(), taken.lockfile());
    }

    private void discard(ReceivedBlob file, ReceivedBlob lockfile) {
        blobs.discard(file);
        if (lockfile != null) {
            blobs.discard(lockfile);
        }
    }

    /** It is a version now, of blobs of its own. */
    void retire(Upload upload) throws IOException {
        staging.retire(upload.file().path());
        staging.retire(upload.lockfile().path());
    }
}
