package io.slipway.registry.blob;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where packages lie and how long unused ones stay. */
@ConfigMapping(prefix = "slipway.blobs")
public interface BlobConfig {
    /** Files in {@link #directory}, or objects in an S3 bucket. */
    @WithDefault("file")
    Kind store();

    /** On one file system, for renames. With S3: where packages are put while they are looked at. */
    Path directory();

    /** Age at which what no version refers to is removed. */
    @WithDefault("24h")
    Duration keepUnused();

    /** How often to look. */
    @WithDefault("1h")
    String sweepEvery();

    /** For the store {@code s3}. */
    S3 s3();

    /** What keeps the packages. */
    enum Kind {
        FILE,
        S3
    }

    /** A bucket of S3, or of a server that speaks its language. */
    interface S3 {
        /** It must exist. */
        Optional<String> bucket();

        @WithDefault("us-east-1")
        String region();

        /** Left out: that of AWS for the region. */
        Optional<URI> endpoint();

        /** Where clients reach it, when that is elsewhere; signed URLs lead there. */
        Optional<URI> publicEndpoint();

        /** {@code endpoint/bucket/key} instead of {@code bucket.endpoint/key}. */
        @WithDefault("false")
        boolean pathStyle();

        /** Left out with its secret: where the AWS SDK looks by itself (environment, profile, instance role). */
        Optional<String> accessKeyId();

        Optional<String> secretAccessKey();
    }
}
