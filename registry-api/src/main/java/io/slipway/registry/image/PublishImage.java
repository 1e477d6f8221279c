package io.slipway.registry.image;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.blob.BlobStore;
import io.slipway.registry.blob.StorageFaults;
import io.slipway.registry.credential.RegistryCredentials;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.version.PublishMetrics;
import io.slipway.registry.version.Published;
import io.slipway.registry.version.RegisterVersion;
import io.smallrye.mutiny.Uni;

/**
 * From an image in somebody's registry to a version that is building: a package is made that names it by its digest, and goes the
 * way of all packages. The registry is asked before any transaction begins.
 */
@ApplicationScoped
public class PublishImage {
    private final LookAtImage look;
    private final BlobRows rows;
    private final BlobStore blobs;
    private final RegisterVersion versions;
    private final RegistryCredentials credentials;
    private final PublishMetrics metrics;
    private final Hops hops;

    PublishImage(
            LookAtImage look,
            BlobRows rows,
            BlobStore blobs,
            RegisterVersion versions,
            RegistryCredentials credentials,
            PublishMetrics metrics,
            Hops hops) {
        this.look = look;
        this.rows = rows;
        this.blobs = blobs;
        this.versions = versions;
        this.credentials = credentials;
        this.metrics = metrics;
        this.hops = hops;
    }

    /** Fails with 422 for what cannot become a version, with 409 when the provider's other versions stand against it. */
    public Uni<Published> publish(ImageWish wish) {
        return prepare(wish).chain(prepared -> Panache.withTransaction(() -> register(prepared)));
    }

    /** Outside of any transaction: asks the registry, and keeps the package. What never becomes a version is swept away. */
    public Uni<PreparedImage> prepare(ImageWish wish) {
        return hops.waiting(() -> look.look(wish)).flatMap(this::kept);
    }

    /** In the caller's transaction. */
    public Uni<Published> register(PreparedImage prepared) {
        return versions.register(prepared.publication())
                .call(published -> credentials(published, prepared))
                .invoke(metrics::accepted);
    }

    private Uni<PreparedImage> kept(PreparedImage prepared) {
        return rows.touch(prepared.blob())
                .chain(() -> hops.blocking(() -> keep(prepared)))
                .onFailure(StorageFaults::isOne)
                .transform(StorageFaults::problem)
                .onTermination()
                .call(() -> hops.blocking(() -> discard(prepared)));
    }

    private PreparedImage keep(PreparedImage prepared) throws java.io.IOException {
        blobs.keep(prepared.blob());
        return prepared;
    }

    private PreparedImage discard(PreparedImage prepared) {
        blobs.discard(prepared.blob());
        return prepared;
    }

    /** For what is going to be built: a version that was there before has its image, or keeps the login that it has. */
    private Uni<Void> credentials(Published published, PreparedImage prepared) {
        String id = published.version().id();
        if (!published.accepted()) {
            return Uni.createFrom().voidItem();
        }
        return prepared.login() == null ? credentials.forget(id) : credentials.keep(id, prepared.login());
    }
}
