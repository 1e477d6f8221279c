package io.slipway.registry.version;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.ReceivedBlob;
import io.slipway.registry.blob.StorageFaults;
import io.slipway.registry.idempotency.AnswerOnce;
import io.slipway.registry.idempotency.KeyedRequest;
import io.slipway.registry.organization.Caller;
import io.slipway.registry.organization.CallerStanding;
import io.slipway.registry.runtime.Hops;
import io.smallrye.mutiny.Uni;

/**
 * From a received package to a version that is building. The package's row is touched before its file is put in place, so
 * that the sweeper leaves it alone; the version comes last, so that it never refers to a package that is not there.
 */
@ApplicationScoped
public class PublishVersion {
    private final BlobRows rows;
    private final BlobStore blobs;
    private final RegisterVersion versions;
    private final AnswerOnce once;
    private final CallerStanding standing;
    private final PublishMetrics metrics;
    private final Hops hops;

    PublishVersion(
            BlobRows rows,
            BlobStore blobs,
            RegisterVersion versions,
            AnswerOnce once,
            CallerStanding standing,
            PublishMetrics metrics,
            Hops hops) {
        this.rows = rows;
        this.blobs = blobs;
        this.versions = versions;
        this.once = once;
        this.standing = standing;
        this.metrics = metrics;
        this.hops = hops;
    }

    /**
     * Takes the blob over, whatever comes of it.
     *
     * @param request null without an {@code Idempotency-Key}
     */
    Uni<Published> publish(Caller caller, Publication publication, ReceivedBlob blob, KeyedRequest request) {
        return rows.touch(blob)
                .chain(() -> kept(blob))
                .chain(() -> register(caller, publication, request))
                .invoke(metrics::accepted)
                .onTermination()
                .call(() -> hops.blocking(() -> discard(blob)));
    }

    private Uni<Published> register(Caller caller, Publication publication, KeyedRequest request) {
        Supplier<Uni<Published>> work = () -> standing.mustLast(caller).chain(() -> versions.register(publication));
        return once.answer(request, Published::answer, work);
    }

    private Uni<ReceivedBlob> kept(ReceivedBlob blob) {
        return hops.blocking(() -> keep(blob)).onFailure(StorageFaults::isOne).transform(StorageFaults::problem);
    }

    private ReceivedBlob keep(ReceivedBlob blob) throws java.io.IOException {
        blobs.keep(blob);
        return blob;
    }

    private ReceivedBlob discard(ReceivedBlob blob) {
        blobs.discard(blob);
        return blob;
    }
}
