package io.slipway.orchestrator.source;

import java.net.URI;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where registry-api is. */
@ConfigMapping(prefix = "slipway.registry-api")
public interface RegistryApiConfig {

    URI url();

    @WithDefault("5s")
    Duration connectTimeout();

    /** Until its answer has come; of a source, its head. */
    @WithDefault("30s")
    Duration timeout();
}
