package io.slipway.outbox.relay;

import java.util.concurrent.ScheduledExecutorService;

/**
 * What one relay is made of.
 *
 * @param instance the name under which it holds leases: one process of that name at a time
 * @param thread its own; sending may block it
 * @param whenFailed told of each failed round
 */
record RelayParts(
        String instance,
        RelayConfig config,
        ShardLeases leases,
        OutboxRows rows,
        KafkaSender sender,
        Housekeeping housekeeping,
        RelayStatus status,
        ScheduledExecutorService thread,
        Runnable whenFailed) {}
