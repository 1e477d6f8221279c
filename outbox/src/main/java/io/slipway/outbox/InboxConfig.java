package io.slipway.outbox;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How events are taken in. */
@ConfigMapping(prefix = "slipway.inbox")
interface InboxConfig {
    /** How many records of a partition may wait in memory before their channel pauses, with all its partitions. */
    @WithDefault("64")
    int partitionQueue();

    /** How many transactions of the inbox run at once. Each has a connection: leave some of the pool to the others. */
    @WithDefault("4")
    int concurrency();

    /**
     * How often the events that were unknown when they came are looked through, the first time at the start. A replica of
     * an older build may still add some.
     */
    @WithDefault("1m")
    Duration replayInterval();
}
