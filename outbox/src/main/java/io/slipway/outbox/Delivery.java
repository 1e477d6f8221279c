package io.slipway.outbox;

/**
 * A record on its way to whoever handles it.
 *
 * @param stored the row of {@code unknown_event} that it comes from; null when it comes from the broker
 */
record Delivery(EventHandler handler, RawRecord raw, Long stored) {}
