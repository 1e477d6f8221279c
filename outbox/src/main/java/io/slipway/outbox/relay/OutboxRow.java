package io.slipway.outbox.relay;

import java.util.Map;

/** A row that waits to be sent. {@code topic} is without a deployment's prefix. */
record OutboxRow(long id, int shard, String topic, String key, String payload, Map<String, Object> headers) {}
