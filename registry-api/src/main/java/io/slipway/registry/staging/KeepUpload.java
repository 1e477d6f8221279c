package io.slipway.registry.staging;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.blob.StorageFaults;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.staging.TakeUpload.Taken;
import io.smallrye.mutiny.Uni;
import org.jboss.logging.Logger;

/** What was taken in is kept before it becomes a version: blobs are touched, then kept, and the version comes last. */
@ApplicationScoped
class KeepUpload {
    private static final Logger LOG = Logger.getLogger(KeepUpload.class);

    private final TakeUpload files;
    private final BlobRows blobs;
    private final Hops hops;

    KeepUpload(TakeUpload files, BlobRows blobs, Hops hops) {
        this.files = files;
        this.blobs = blobs;
        this.hops = hops;
    }

    /** A step that blocks. */
    <T> Uni<T> stored(Callable<T> step) {
        return hops.blocking(step).onFailure(StorageFaults::isOne).transform(StorageFaults::problem);
    }

    /** @param become makes the version of it */
    <T> Uni<T> keep(Upload upload, Taken taken, Supplier<Uni<T>> become) {
        return touch(taken)
                .chain(() -> stored(() -> {
                    files.keep(taken);
                    return taken;
                }))
                .chain(() -> become.get())
                .call(() -> hops.blocking(() -> retire(upload)))
                .onTermination()
                .call(() -> hops.blocking(() -> {
                    files.discard(taken);
                    return taken;
                }));
    }

    private Uni<Void> touch(Taken taken) {
        Uni<Void> touched = blobs.touch(taken.file());
        return taken.lockfile() == null ? touched : touched.chain(() -> blobs.touch(taken.lockfile()));
    }

    private Upload retire(Upload upload) {
        try {
            files.retire(upload);
        } catch (IOException e) {
            LOG.warnf(e, "the files of %s stay for the sweeper", upload.id());
        }
        return upload;
    }
}
