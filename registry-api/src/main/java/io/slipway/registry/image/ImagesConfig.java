package io.slipway.registry.image;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Versions from images that exist. */
@ConfigMapping(prefix = "slipway.images")
public interface ImagesConfig {
    /**
     * Registries, and their token services, that may have addresses that are not public: {@code host:port}, or
     * {@code http://host:port} for one without TLS. build-orchestrator takes the same list.
     */
    Optional<Set<String>> registries();

    @WithDefault("linux")
    String os();

    /** As OCI names it. */
    @WithDefault("amd64")
    String architecture();

    /** For each of the few requests that it takes to look at an image. */
    @WithDefault("10s")
    Duration patience();
}
