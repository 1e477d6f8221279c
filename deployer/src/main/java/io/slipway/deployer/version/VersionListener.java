package io.slipway.deployer.version;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.Topics;
import io.slipway.contracts.VersionEvent;
import io.slipway.outbox.EventHandler;
import io.slipway.outbox.Inbox;
import io.slipway.outbox.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Versions as registry-api tells of them. */
@ApplicationScoped
class VersionListener implements EventHandler {
    private final Inbox inbox;
    private final VersionStore versions;

    VersionListener(Inbox inbox, VersionStore versions) {
        this.inbox = inbox;
        this.versions = versions;
    }

    @Incoming("versions")
    Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(this, message);
    }

    @Override
    public String topic() {
        return Topics.VERSIONS;
    }

    @Override
    public Uni<Void> handle(ReceivedEvent received) {
        if (!(received.event() instanceof VersionEvent event)) {
            throw new IllegalArgumentException(
                    "not an event of a version: " + received.event().getClass());
        }
        return switch (event) {
            case VersionEvent.VersionPublished e -> versions.learn(e.version()).replaceWithVoid();
            case VersionEvent.VersionReleased e -> versions.learn(e.version()).replaceWithVoid();
            case VersionEvent.VersionFailed e -> versions.learn(e.version()).replaceWithVoid();
            case VersionEvent.VersionChanged e -> versions.learn(e.version()).replaceWithVoid();
            case VersionEvent.Unknown e -> throw new IllegalStateException("the inbox hands on no " + e.type());
        };
    }
}
