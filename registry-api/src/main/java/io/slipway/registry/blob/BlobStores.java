package io.slipway.registry.blob;

import java.io.IOException;
import java.time.Clock;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.slipway.registry.signing.UrlSigner;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The store that is configured. */
@ApplicationScoped
public class BlobStores {
    private final BlobConfig config;
    private final UrlSigner signer;
    private final Clock clock;
    private final Spool spool;
    /** Null unless the store is S3. */
    private final S3Bucket bucket;

    BlobStores(
            BlobConfig config,
            UrlSigner signer,
            Clock clock,
            @ConfigProperty(name = "slipway.instance-id") String instance) {
        this.config = config;
        this.signer = signer;
        this.clock = clock;
        this.spool = new Spool(config.directory(), instance);
        this.bucket = config.store() == BlobConfig.Kind.S3 ? S3Bucket.of(config.s3()) : null;
    }

    @Produces
    @Singleton
    BlobStore blobs() {
        return switch (config.store()) {
            case FILE -> new FileBlobStore(config, spool);
            case S3 -> new S3BlobStore(bucket, spool);
        };
    }

    @Produces
    @Singleton
    StagingArea staging() {
        return switch (config.store()) {
            case FILE -> new FileStagingArea(config, spool, signer);
            case S3 -> new S3StagingArea(bucket, spool, signer, clock);
        };
    }

    @PreDestroy
    void close() throws IOException {
        spool.close();
        if (bucket != null) {
            bucket.close();
        }
    }
}
