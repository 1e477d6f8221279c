package io.slipway.orchestrator.version;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.InstallationEvent;
import io.slipway.contracts.RolloutEvent;
import io.slipway.contracts.Topics;
import io.slipway.contracts.VersionEvent;
import io.slipway.contracts.VersionState;
import io.slipway.orchestrator.build.BuildWorker;
import io.slipway.outbox.EventHandler;
import io.slipway.outbox.Inbox;
import io.slipway.outbox.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Hears what becomes of versions; writes work rows and nothing else. */
@ApplicationScoped
public class VersionListener implements EventHandler {
    private final Inbox inbox;
    private final ApplyVersion apply;
    private final BuildWorker worker;

    VersionListener(Inbox inbox, ApplyVersion apply, BuildWorker worker) {
        this.inbox = inbox;
        this.apply = apply;
        this.worker = worker;
    }

    @Incoming("versions")
    public Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(this, message);
    }

    @Override
    public String topic() {
        return Topics.VERSIONS;
    }

    @Override
    public Uni<Void> handle(ReceivedEvent received) {
        return switch (received.event()) {
            case VersionEvent.VersionPublished(VersionState version) -> follow(version);
            case VersionEvent.VersionReleased(VersionState version) -> follow(version);
            case VersionEvent.VersionFailed(VersionState version) -> follow(version);
            case VersionEvent.VersionChanged(VersionState version, String _) -> follow(version);
            case VersionEvent.Unknown unknown ->
                Uni.createFrom().failure(new IllegalStateException("the inbox hands on no " + unknown.type()));
            case BuildEvent _, InstallationEvent _, RolloutEvent _ ->
                Uni.createFrom().failure(new IllegalArgumentException("not an event of " + received.topic()));
        };
    }

    @Override
    public void committed() {
        worker.wake();
    }

    private Uni<Void> follow(VersionState version) {
        return apply.apply(version).replaceWithVoid();
    }
}
