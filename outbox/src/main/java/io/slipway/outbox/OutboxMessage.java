package io.slipway.outbox;

import io.slipway.contracts.LifecycleEvent;

/**
 * One event to be told, in the words of whoever owns the aggregate.
 *
 * @param aggregateType version, build, installation or outcome
 * @param aggregateId the public id, {@code prv_…} for instance
 * @param sequence the aggregate's, bumped under its lock before this is appended; consumers keep the highest
 * @param topic one of {@link io.slipway.contracts.Topics}, without the prefix that a deployment may add
 * @param key what orders events: the provider's name or the installation's id
 * @param subject CloudEvents subject: the aggregate id, for versions {@code org/name@version}
 * @param providerOrg the organization that publishes the provider
 * @param tenantOrg the organization that installed it; null for versions and builds
 * @param actor who caused it; null when nobody in particular did
 */
public record OutboxMessage(
        String aggregateType,
        String aggregateId,
        long sequence,
        String topic,
        String key,
        String subject,
        String providerOrg,
        String tenantOrg,
        String actor,
        LifecycleEvent event) {}
