package io.slipway.deployer.version;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.VersionEvent;
import io.slipway.outbox.Inbox;
import io.slipway.outbox.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Versions as registry-api tells of them. */
@ApplicationScoped
class VersionListener {
    private final Inbox inbox;
    private final VersionStore versions;

    VersionListener(Inbox inbox, VersionStore versions) {
        this.inbox = inbox;
        this.versions = versions;
    }

    @Incoming("versions")
    Uni<Void> on(Message<byte[]> message) {
        return inbox.receive("deployer", message, this::handle);
    }

    private Uni<Void> handle(ReceivedEvent received) {
        if (!(received.event() instanceof VersionEvent event)) {
            throw new IllegalArgumentException(
                    "not an event of a version: " + received.event().getClass());
        }
        return switch (event) {
            case VersionEvent.VersionPublished e -> versions.learn(e.version()).replaceWithVoid();
            case VersionEvent.VersionReleased e -> versions.learn(e.version()).replaceWithVoid();
            case VersionEvent.VersionFailed e -> versions.learn(e.version()).replaceWithVoid();
            case VersionEvent.VersionChanged e -> versions.learn(e.version()).replaceWithVoid();
            // The next snapshot brings what it changed.
            case VersionEvent.Unknown _ -> Uni.createFrom().voidItem();
        };
    }
}
