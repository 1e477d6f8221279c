package io.slipway.registry.conventions;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How long a request's body may take to come, however steadily; {@code quarkus.http.idle-timeout} is for who sends nothing. */
@ConfigMapping(prefix = "slipway.request-deadlines")
public interface DeadlineConfig {

    /** At most 1 MiB. */
    @WithDefault("60s")
    Duration body();

    /** A package. */
    @WithDefault("1h")
    Duration upload();
}
