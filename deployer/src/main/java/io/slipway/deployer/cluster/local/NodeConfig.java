package io.slipway.deployer.cluster.local;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the node is, and how it is asked to run providers. */
@ConfigMapping(prefix = "slipway.node")
public interface NodeConfig {
    /** Needed where {@code slipway.cluster} is local. */
    Optional<URI> url();

    /** Needed where {@code slipway.cluster} is local. */
    Optional<String> token();

    /** How long one call may take. */
    @WithDefault("5s")
    Duration timeout();

    /** Health answers in a row that make a revision ready. */
    @WithDefault("2")
    int healthSuccesses();

    /** Time between two health checks. */
    @WithDefault("200ms")
    Duration healthInterval();

    /** From SIGTERM to SIGKILL. */
    @WithDefault("5s")
    Duration grace();

    /** How long requests in flight may take when their revision stops. */
    @WithDefault("10s")
    Duration drain();
}
