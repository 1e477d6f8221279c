package io.slipway.registry.staging;

import java.io.IOException;
import java.nio.file.NoSuchFileException;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.idempotency.AnswerOnce;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.staging.TakeUpload.Taken;
import io.slipway.registry.version.Published;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/**
 * The second step: what was uploaded is looked at, kept, and becomes a version. As with a publication, blobs are touched
 * before they are kept, and the version comes last. Whatever dies on the way is done again by the next confirmation.
 */
@ApplicationScoped
public class ConfirmUpload {
    private static final Logger LOG = Logger.getLogger(ConfirmUpload.class);

    private final UploadRows uploads;
    private final TakeUpload files;
    private final BlobRows blobs;
    private final AnswerOnce once;
    private final Hops hops;

    ConfirmUpload(UploadRows uploads, TakeUpload files, BlobRows blobs, AnswerOnce once, Hops hops) {
        this.uploads = uploads;
        this.files = files;
        this.blobs = blobs;
        this.once = once;
        this.hops = hops;
    }

    /**
     * Answers with the version that is there when the upload, or the same source, became one before.
     *
     * @param key null without an {@code Idempotency-Key}
     */
    Uni<Published> confirm(Caller caller, ProviderName provider, ConfirmRequest request, KeyedRequest key) {
        return once.mustBeNew(key)
                .chain(() -> uploads.requireAlive(request.checked().uploadId()))
                .invoke(upload -> mustBeOf(provider, upload, request))
                .flatMap(upload -> upload.isConfirmed()
                        ? uploads.answer(upload)
                        : take(upload, new Confirmation(request, caller.actor(), key)));
    }

    private record Confirmation(ConfirmRequest request, String actor, KeyedRequest key) {}

    private static void mustBeOf(ProviderName provider, Upload upload, ConfirmRequest request) {
        if (!upload.provider().equals(provider)) {
            throw UploadLimits.invalid("storage_path", "is that of another provider's upload");
        }
        request.mustBeOf(upload);
    }

    private Uni<Published> take(Upload upload, Confirmation by) {
        return hops.blocking(() -> files.take(upload, by.request(), by.actor()))
                .flatMap(taken -> publish(upload, taken, by.key()))
                .onFailure(NoSuchFileException.class)
                .recoverWithUni(() -> confirmedMeanwhile(upload));
    }

    /** Whoever was faster has cleared the files away. */
    private Uni<Published> confirmedMeanwhile(Upload upload) {
        return uploads.requireAlive(upload.id()).flatMap(now -> {
            if (!now.isConfirmed()) {
                throw ProblemException.of(ErrorCode.UPLOAD_INCOMPLETE, "A file that is confirmed was not uploaded.");
            }
            return uploads.answer(now);
        });
    }

    private Uni<Published> publish(Upload upload, Taken taken, KeyedRequest key) {
        return touch(taken)
                .chain(() -> hops.blocking(() -> {
                    files.keep(taken);
                    return taken;
                }))
                .chain(() -> become(upload, taken, key))
                .call(() -> hops.blocking(() -> clear(upload)))
                .onTermination()
                .call(() -> hops.blocking(() -> {
                    files.discard(taken);
                    return taken;
                }));
    }

    private Uni<Published> become(Upload upload, Taken taken, KeyedRequest key) {
        return key == null
                ? uploads.become(upload.id(), taken.publication())
                : once.answer(key, Published::answer, () -> uploads.become(upload.id(), taken.publication()));
    }

    private Uni<Void> touch(Taken taken) {
        Uni<Void> touched = blobs.touch(taken.file());
        return taken.lockfile() == null ? touched : touched.chain(() -> blobs.touch(taken.lockfile()));
    }

    private Upload clear(Upload upload) {
        try {
            files.clear(upload);
        } catch (IOException e) {
            LOG.warnf(e, "the files of %s stay for the sweeper", upload.id());
        }
        return upload;
    }
}
