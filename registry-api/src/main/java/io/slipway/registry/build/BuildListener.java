package io.slipway.registry.build;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.InstallationEvent;
import io.slipway.contracts.RolloutEvent;
import io.slipway.contracts.Topics;
import io.slipway.contracts.VersionEvent;
import io.slipway.outbox.EventHandler;
import io.slipway.outbox.Inbox;
import io.slipway.outbox.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hears how builds end. */
@ApplicationScoped
public class BuildListener implements EventHandler {
    private final Inbox inbox;
    private final ApplyBuildResult apply;

    BuildListener(Inbox inbox, ApplyBuildResult apply) {
        this.inbox = inbox;
        this.apply = apply;
    }

    @Incoming("builds")
    public Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(this, message);
    }

    @Override
    public String topic() {
        return Topics.BUILDS;
    }

    @Override
    public Uni<Void> handle(ReceivedEvent received) {
        return switch (received.event()) {
            case BuildEvent.BuildSucceeded(BuildState build) ->
                apply.apply(build).replaceWithVoid();
            case BuildEvent.BuildFailed(BuildState build) -> apply.apply(build).replaceWithVoid();
            case BuildEvent.BuildStarted(BuildState build) -> apply.apply(build).replaceWithVoid();
            case BuildEvent.Unknown unknown ->
                Uni.createFrom().failure(new IllegalStateException("the inbox hands on no " + unknown.type()));
            case VersionEvent _, InstallationEvent _, RolloutEvent _ ->
                Uni.createFrom().failure(new IllegalArgumentException("not an event of " + received.topic()));
        };
    }
}
