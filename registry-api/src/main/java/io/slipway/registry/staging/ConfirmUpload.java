package io.slipway.registry.staging;

import java.nio.file.NoSuchFileException;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.idempotency.AnswerOnce;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.staging.TakeUpload.Taken;
import io.slipway.registry.version.Published;
import io.smallrye.mutiny.Uni;

/**
 * The second step: what was uploaded is looked at, kept, and becomes a version. As with a publication, blobs are touched
 * before they are kept, and the version comes last. Whatever dies on the way is done again by the next confirmation.
 */
@ApplicationScoped
public class ConfirmUpload {
    private final UploadRows uploads;
    private final TakeUpload files;
    private final KeepUpload keep;
    private final AnswerOnce once;
    private final CallerStanding standing;

    ConfirmUpload(UploadRows uploads, TakeUpload files, KeepUpload keep, AnswerOnce once, CallerStanding standing) {
        this.uploads = uploads;
        this.files = files;
        this.keep = keep;
        this.once = once;
        this.standing = standing;
    }

    /**
     * Answers with the version that is there when the upload, or the same source, became one before.
     *
     * @param key null without an {@code Idempotency-Key}
     */
    Uni<Published> confirm(Caller caller, ProviderName provider, ConfirmRequest request, KeyedRequest key) {
        Confirmation by = new Confirmation(request, caller, key);
        return once.mustBeNew(key)
                .chain(() -> uploads.requireAlive(request.checked().uploadId()))
                .invoke(upload -> mustBeOf(provider, upload, request))
                .flatMap(upload -> upload.isConfirmed() ? again(upload, by) : take(upload, by));
    }

    private record Confirmation(ConfirmRequest request, Caller caller, KeyedRequest key) {
        String actor() {
            return caller.actor();
        }
    }

    private static void mustBeOf(ProviderName provider, Upload upload, ConfirmRequest request) {
        if (!upload.provider().equals(provider)) {
            throw UploadLimits.invalid("storage_path", "is that of another provider's upload");
        }
        request.mustBeOf(upload);
    }

    private Uni<Published> again(Upload upload, Confirmation by) {
        return noted(by, () -> uploads.answer(upload, by.request().activates(), by.actor()));
    }

    /** Under its key, if it has one, also when nothing is left to do: the key is that of this request from now on. */
    private Uni<Published> noted(Confirmation by, Supplier<Uni<Published>> work) {
        Supplier<Uni<Published>> stillAllowed =
                () -> standing.mustLast(by.caller()).chain(work::get);
        return once.answer(by.key(), Published::answer, stillAllowed);
    }

    private Uni<Published> take(Upload upload, Confirmation by) {
        return keep.stored(() -> files.take(upload, by.request(), by.actor()))
                .flatMap(taken -> publish(upload, taken, by))
                .onFailure(NoSuchFileException.class)
                .recoverWithUni(() -> confirmedMeanwhile(upload, by));
    }

    /** Whoever was faster has taken the files away. */
    private Uni<Published> confirmedMeanwhile(Upload upload, Confirmation by) {
        return uploads.requireAlive(upload.id()).flatMap(now -> {
            if (!now.isConfirmed()) {
                throw ProblemException.of(ErrorCode.UPLOAD_INCOMPLETE, "A file that is confirmed was not uploaded.");
            }
            return again(now, by);
        });
    }

    private Uni<Published> publish(Upload upload, Taken taken, Confirmation by) {
        return keep.keep(upload, taken, () -> noted(by, () -> uploads.become(upload.id(), taken.publication())));
    }
}
