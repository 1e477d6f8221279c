package io.slipway.registry.blob;

import java.nio.file.Path;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where packages lie and how long unused ones stay. */
@ConfigMapping(prefix = "slipway.blobs")
public interface BlobConfig {
    /** On one file system, for renames. */
    Path directory();

    /** Age at which what no version refers to is removed. */
    @WithDefault("24h")
    Duration keepUnused();

    /** How often to look. */
    @WithDefault("1h")
    String sweepEvery();

    /** How many blobs one look removes at most. */
    @WithDefault("100")
    int sweepBatch();
}
