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

    /** Until the head of its answer has come. */
    @WithDefault("30s")
    Duration timeout();
}
