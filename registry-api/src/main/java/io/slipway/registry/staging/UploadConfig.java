package io.slipway.registry.staging;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long uploads are waited for. */
@ConfigMapping(prefix = "slipway.uploads")
public interface UploadConfig {
    /** From the request for a URL to the confirmation; shorter than slipway.blobs.keep-unused. */
    @WithDefault("1h")
    Duration confirmWithin();

    /** How long a confirmation that is sent again gets the same answer. */
    @WithDefault("24h")
    Duration remember();

    /** How often what was not confirmed is looked for. */
    @WithDefault("10m")
    String sweepEvery();
}
