package io.slipway.outbox;

import java.time.Instant;

import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.InstallationEvent;
import io.slipway.contracts.LifecycleEvent;
import io.slipway.contracts.RolloutEvent;
import io.slipway.contracts.VersionEvent;

/**
 * One event that has come in and is newer than all that this consumer has seen of its aggregate.
 *
 * @param source the service that told it, {@code /slipway/registry-api} for instance
 * @param aggregateType version, build, installation or outcome
 * @param topic one of {@link io.slipway.contracts.Topics}, without a deployment's prefix
 * @param time when it happened, by its owner's clock
 * @param event an {@code Unknown} of the topic's interface when this build does not know the type
 */
public record ReceivedEvent(
        String source,
        String aggregateType,
        String aggregateId,
        long sequence,
        String topic,
        Instant time,
        LifecycleEvent event) {

    boolean isUnknown() {
        return switch (event) {
            case VersionEvent.Unknown _, BuildEvent.Unknown _, InstallationEvent.Unknown _, RolloutEvent.Unknown _ ->
                true;
            case VersionEvent _, BuildEvent _, InstallationEvent _, RolloutEvent _ -> false;
        };
    }
}
