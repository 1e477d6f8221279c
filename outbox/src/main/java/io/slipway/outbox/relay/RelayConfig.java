package io.slipway.outbox.relay;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How outbox rows are relayed. {@code lease} must exceed {@code deliveryTimeout} by more than half of itself. */
@ConfigMapping(prefix = "slipway.outbox")
public interface RelayConfig {
    /** Whether this process relays; switched off it only appends. */
    @WithDefault("true")
    boolean enabled();

    /** How often the table is looked at when nothing has announced a row. */
    @WithDefault("100ms")
    Duration pollInterval();

    /** How long a shard belongs to a relay that has stopped renewing: what a crash costs at most. */
    @WithDefault("10s")
    Duration lease();

    /** How long Kafka may take to acknowledge a record before it counts as not sent. */
    @WithDefault("4s")
    Duration deliveryTimeout();

    @WithDefault("200")
    int batchRows();

    /** A batch ends with the row that reaches this; bounds the relay's memory. */
    @WithDefault("2000000")
    int batchBytes();

    /** How long rows stay after they were published, for whoever looks into a problem. */
    @WithDefault("24h")
    Duration retention();

    /** How often lag is measured and old rows are deleted. */
    @WithDefault("5s")
    Duration housekeepingInterval();
}
