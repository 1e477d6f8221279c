package io.slipway.outbox.relay;

/** A shard held. The epoch names this one holding: what was sent under an earlier one is no longer marked. */
record Lease(int shard, long epoch) {}
