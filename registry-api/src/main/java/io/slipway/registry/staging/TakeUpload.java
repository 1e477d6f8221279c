package io.slipway.registry.staging;

import java.io.IOException;
import java.util.function.Function;

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
        Wish wish = upload.wish();
        return take(
                upload,
                new Wanted(wish, request.fileSizeBytes(), request.packageLockPath() != null, "/storage_path", actor),
                lockfile -> request.terms(wish.baseVersion(), lockfile, wish.force()));
    }

    /**
     * What is to become of an upload.
     *
     * @param bytes how long the package is said to be; null when nobody says
     * @param field what the package is called in the request
     */
    record Wanted(Wish wish, Long bytes, boolean withLockfile, String field, String actor) {}

    /** The same. @param terms by the lockfile's hash, which is null when there is none */
    Taken take(Upload upload, Wanted wanted, Function<String, Publication.Terms> terms) throws IOException {
        ReceivedBlob file = take(upload.file());
        ReceivedBlob lockfile = null;
        try {
            mustHave(wanted.bytes(), file);
            lockfile = wanted.withLockfile() ? take(upload.lockfile()) : null;
            Publication.Terms agreed = terms.apply(lockfile == null ? null : lockfile.sha256());
            return new Taken(
                    file, lockfile, versions.inspect(wanted.wish(), file, wanted.field(), wanted.actor(), agreed));
        } catch (IOException | RuntimeException e) {
            discard(file, lockfile);
            throw e;
        }
    }

    /** The file stays where it is: it is what it was signed for, and the request may be corrected. */
    private static void mustHave(Long bytes, ReceivedBlob file) {
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
