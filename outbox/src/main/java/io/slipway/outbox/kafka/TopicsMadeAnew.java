package io.slipway.outbox.kafka;

import java.util.Set;

/**
 * Fired when topics that were there have been deleted and made again: what was told in them and not yet heard is lost, so
 * whoever hears this compares with the owners' snapshots. Each replica that sees it fires one, also at a topic that
 * another one made. Observers are called on an event loop, in a duplicated context of their own.
 *
 * @param topics their names on the broker
 */
public record TopicsMadeAnew(Set<String> topics) {}
