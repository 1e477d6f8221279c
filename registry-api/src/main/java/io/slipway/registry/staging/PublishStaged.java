package io.slipway.registry.staging;

import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.blob.StagedFile;
import io.slipway.registry.idempotency.AnswerOnce;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.staging.TakeUpload.Taken;
import io.slipway.registry.version.Publication;
import io.slipway.registry.version.PublishUploaded.Wish;
import io.slipway.registry.version.Published;
import io.slipway.registry.version.VersionOrigin;
import io.smallrye.mutiny.Uni;

/**
 * A version of what was uploaded, for a request that says no more of it than where it lies and its hash, and does more than
 * that with the version: in the same transaction.
 */
@ApplicationScoped
public class PublishStaged {
    private final UploadRows uploads;
    private final TakeUpload files;
    private final KeepUpload keep;
    private final AnswerOnce once;
    private final CallerStanding standing;

    PublishStaged(UploadRows uploads, TakeUpload files, KeepUpload keep, AnswerOnce once, CallerStanding standing) {
        this.uploads = uploads;
        this.files = files;
        this.keep = keep;
        this.once = once;
        this.standing = standing;
    }

    /**
     * What is asked for.
     *
     * @param field below which the request names it, a JSON pointer
     * @param key null without an {@code Idempotency-Key}
     */
    public record Source(
            Caller caller,
            ProviderName provider,
            String storagePath,
            String sourceHash,
            String field,
            KeyedRequest key) {

        String uploadId() {
            return storagePath.split("/")[1];
        }
    }

    /** The package, found good, and what makes it a version: in the transaction of the work, once. */
    public record Draft(Publication publication, Function<Publication, Uni<Published>> register) {}

    /**
     * Fails with 410 for an upload that has expired, with 409 for one that is a version already or is not there yet, with
     * 422 for a package that is not what it was announced to be.
     *
     * @param number under which it is looked at, by the one that the upload was asked for with
     * @param work in one transaction, in which the upload is locked
     */
    public <T> Uni<T> publish(
            Source source,
            Function<String, Uni<String>> number,
            Function<Draft, Uni<T>> work,
            Function<T, AnswerOnce.Answer> answer) {
        mustBeWellFormed(source);
        return once.mustBeNew(source.key())
                .chain(() -> uploads.requireAlive(source.uploadId()))
                .invoke(upload -> mustBeOf(source, upload))
                .flatMap(upload -> number.apply(upload.number())
                        .flatMap(chosen -> taken(upload, chosen, source))
                        .flatMap(taken -> keep.keep(upload, taken, () -> become(upload, taken, source, work, answer))));
    }

    private static void mustBeWellFormed(Source source) {
        if (!StagedFile.isPath(source.storagePath())) {
            throw invalid(source, "storage_path", "is no path that was answered with an upload URL");
        }
        if (source.sourceHash() == null || !source.sourceHash().matches("[0-9a-f]{64}")) {
            throw invalid(source, "source_hash", "must be a SHA-256 of 64 lowercase hex digits");
        }
    }

    private static void mustBeOf(Source source, Upload upload) {
        if (!upload.provider().equals(source.provider())) {
            throw invalid(source, "storage_path", "is that of another provider's upload");
        }
        if (!upload.file().path().equals(source.storagePath())) {
            throw invalid(
                    source,
                    "storage_path",
                    "is not that of the package, " + upload.file().path());
        }
        if (!upload.sourceHash().equals(source.sourceHash())) {
            throw invalid(source, "source_hash", "is not what the upload URL was asked for, " + upload.sourceHash());
        }
    }

    private Uni<Taken> taken(Upload upload, String number, Source source) {
        Wish asked = upload.wish();
        Wish wish = new Wish(asked.provider(), number, asked.sha256(), asked.baseVersion(), asked.force());
        TakeUpload.Wanted wanted = new TakeUpload.Wanted(
                wish,
                null,
                upload.announcesLockfile(),
                source.field() + "/storage_path",
                source.caller().actor());
        return keep.stored(() -> files.take(upload, wanted, lockfile -> terms(asked, lockfile)))
                .onFailure(NoSuchFileException.class)
                .transform(_ -> ProblemException.of(
                        ErrorCode.UPLOAD_INCOMPLETE, "Nothing was uploaded to " + source.storagePath() + "."));
    }

    /** A new version, also when the same source is one under another number. */
    private static Publication.Terms terms(Wish asked, String lockfile) {
        return new Publication.Terms(new VersionOrigin(asked.baseVersion(), lockfile, List.of(), null, false), false);
    }

    private <T> Uni<T> become(
            Upload upload,
            Taken taken,
            Source source,
            Function<Draft, Uni<T>> work,
            Function<T, AnswerOnce.Answer> answer) {
        Supplier<Uni<T>> whole = () -> standing.mustLast(source.caller())
                .chain(() -> uploads.lockOpen(upload.id()))
                .flatMap(open ->
                        work.apply(new Draft(taken.publication(), publication -> uploads.register(open, publication))));
        return once.answer(source.key(), answer, whole);
    }

    private static ProblemException invalid(Source source, String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, source.field() + "/" + field, message);
    }
}
