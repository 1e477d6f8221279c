package io.slipway.registry.rollout;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.InstallationEvent;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.LifecycleEvent;
import io.slipway.contracts.RolloutEvent.InstallationParked;
import io.slipway.contracts.RolloutEvent.InstallationRemoved;
import io.slipway.contracts.RolloutEvent.RolledBack;
import io.slipway.contracts.RolloutEvent.RolloutFailed;
import io.slipway.contracts.RolloutEvent.RolloutStarted;
import io.slipway.contracts.RolloutEvent.RolloutSucceeded;
import io.slipway.contracts.RolloutEvent.Unknown;
import io.slipway.contracts.VersionEvent;
import io.slipway.outbox.Inbox;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hears what becomes of installations. */
@ApplicationScoped
public class RolloutListener {
    private final Inbox inbox;
    private final HearOutcome outcomes;

    RolloutListener(Inbox inbox, HearOutcome outcomes) {
        this.inbox = inbox;
        this.outcomes = outcomes;
    }

    @Incoming("rollouts")
    public Uni<Void> on(Message<byte[]> message) {
        return inbox.receive("registry-api", message, received -> handle(received.event()));
    }

    /** The state that each event carries decides, not its verb: one that was missed does no harm. */
    private Uni<Void> handle(LifecycleEvent event) {
        return switch (event) {
            case RolloutStarted(InstallationOutcome outcome) -> hear(outcome);
            case RolloutSucceeded(InstallationOutcome outcome) -> hear(outcome);
            case RolloutFailed(InstallationOutcome outcome) -> hear(outcome);
            case RolledBack(InstallationOutcome outcome) -> hear(outcome);
            case InstallationParked(InstallationOutcome outcome) -> hear(outcome);
            case InstallationRemoved(InstallationOutcome outcome) -> hear(outcome);
            // The next snapshot brings what it changed.
            case Unknown _ -> Uni.createFrom().voidItem();
            case VersionEvent _, BuildEvent _, InstallationEvent _ ->
                Uni.createFrom().failure(new IllegalArgumentException("not an event of rollouts: " + event));
        };
    }

    private Uni<Void> hear(InstallationOutcome outcome) {
        return outcomes.hear(outcome).replaceWithVoid();
    }
}
