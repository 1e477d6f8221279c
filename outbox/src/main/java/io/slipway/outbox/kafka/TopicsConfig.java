package io.slipway.outbox.kafka;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the lifecycle topics are made where they are missing; topics that exist are left as they are. */
@ConfigMapping(prefix = "slipway.topics")
public interface TopicsConfig {
    @WithDefault("3")
    int partitions();

    /** -1 is the broker's default. */
    @WithDefault("-1")
    short replicationFactor();

    /** How long records stay. Older facts are read from their owner's snapshot. */
    @WithDefault("7d")
    Duration retention();

    /** How often the broker is asked, which is also how soon a deleted topic is made again. */
    @WithDefault("3s")
    Duration checkInterval();

    /** How long a start waits for the topics; without a broker the service starts nevertheless. */
    @WithDefault("5s")
    Duration startTimeout();
}
