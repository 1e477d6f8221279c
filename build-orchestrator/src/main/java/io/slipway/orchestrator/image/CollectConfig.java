package io.slipway.orchestrator.image;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** When images that no version stands for are deleted from the OCI registry. */
@ConfigMapping(prefix = "slipway.images")
public interface CollectConfig {

    /** How long after its build has ended an image stays in any case. */
    @WithDefault("24h")
    Duration grace();

    /** How often to look. */
    @WithDefault("1h")
    String collectEvery();

    /** How many images one look deals with at most. */
    @WithDefault("100")
    int collectBatch();
}
