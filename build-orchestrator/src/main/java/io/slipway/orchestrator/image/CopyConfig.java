package io.slipway.orchestrator.image;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Images that packages name, in registries of others. */
@ConfigMapping(prefix = "slipway.images")
public interface CopyConfig {
    /**
     * Registries, and their token services, that may have addresses that are not public: {@code host:port}, or
     * {@code http://host:port} for one without TLS. registry-api takes the same list.
     */
    Optional<Set<String>> registries();

    /** Of one image, as it travels: 2 GiB. */
    @WithDefault("2147483648")
    long maxBytes();

    /** For one part of an image. */
    @WithDefault("20m")
    Duration patience();
}
