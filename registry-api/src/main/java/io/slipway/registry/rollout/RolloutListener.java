package io.slipway.registry.rollout;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.InstallationEvent;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.RolloutEvent.InstallationParked;
import io.slipway.contracts.RolloutEvent.InstallationRemoved;
import io.slipway.contracts.RolloutEvent.InstallationRestored;
import io.slipway.contracts.RolloutEvent.RolledBack;
import io.slipway.contracts.RolloutEvent.RolloutFailed;
import io.slipway.contracts.RolloutEvent.RolloutStarted;
import io.slipway.contracts.RolloutEvent.RolloutSucceeded;
import io.slipway.contracts.RolloutEvent.Unknown;
import io.slipway.contracts.Topics;
import io.slipway.contracts.VersionEvent;
import io.slipway.outbox.EventHandler;
import io.slipway.outbox.Inbox;
import io.slipway.outbox.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hears what becomes of installations. */
@ApplicationScoped
public class RolloutListener implements EventHandler {
    private final Inbox inbox;
    private final HearOutcome outcomes;

    RolloutListener(Inbox inbox, HearOutcome outcomes) {
        this.inbox = inbox;
        this.outcomes = outcomes;
    }

    @Incoming("rollouts")
    public Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(this, message);
    }

    @Override
    public String topic() {
        return Topics.ROLLOUTS;
    }

    /** The state that each event carries decides, not its verb: one that was missed does no harm. */
    @Override
    public Uni<Void> handle(ReceivedEvent received) {
        return switch (received.event()) {
            case RolloutStarted(InstallationOutcome outcome) -> hear(outcome);
            case RolloutSucceeded(InstallationOutcome outcome) -> hear(outcome);
            case RolloutFailed(InstallationOutcome outcome) -> hear(outcome);
            case RolledBack(InstallationOutcome outcome) -> hear(outcome);
            case InstallationParked(InstallationOutcome outcome) -> hear(outcome);
            case InstallationRestored(InstallationOutcome outcome) -> hear(outcome);
            case InstallationRemoved(InstallationOutcome outcome) -> hear(outcome);
            case Unknown unknown ->
                Uni.createFrom().failure(new IllegalStateException("the inbox hands on no " + unknown.type()));
            case VersionEvent _, BuildEvent _, InstallationEvent _ ->
                Uni.createFrom().failure(new IllegalArgumentException("not an event of " + received.topic()));
        };
    }

    private Uni<Void> hear(InstallationOutcome outcome) {
        return outcomes.hear(outcome).replaceWithVoid();
    }
}
