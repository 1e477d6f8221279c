package io.slipway.deployer.installation;

import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.contracts.InstallationEvent;
import io.slipway.contracts.Topics;
import io.slipway.outbox.EventHandler;
import io.slipway.outbox.Inbox;
import io.slipway.outbox.ReceivedEvent;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** What tenants want, as registry-api tells of it. */
@ApplicationScoped
class InstallationListener implements EventHandler {
    private final Inbox inbox;
    private final InstallationStore installations;
    private final ReconcileLoop loop;

    InstallationListener(Inbox inbox, InstallationStore installations, ReconcileLoop loop) {
        this.inbox = inbox;
        this.installations = installations;
        this.loop = loop;
    }

    @Incoming("installations")
    Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(this, message);
    }

    @Override
    public String topic() {
        return Topics.INSTALLATIONS;
    }

    @Override
    public void committed() {
        loop.wake();
    }

    @Override
    public Uni<Void> handle(ReceivedEvent received) {
        if (!(received.event() instanceof InstallationEvent event)) {
            throw new IllegalArgumentException(
                    "not an event of an installation: " + received.event().getClass());
        }
        return switch (event) {
            case InstallationEvent.InstallationRequested e ->
                installations.want(e.installation()).replaceWithVoid();
            case InstallationEvent.UpgradeRequested e ->
                installations.want(e.installation()).replaceWithVoid();
            case InstallationEvent.InstallationChanged e ->
                installations.want(e.installation()).replaceWithVoid();
            case InstallationEvent.UninstallRequested e ->
                installations.want(e.installation()).replaceWithVoid();
            case InstallationEvent.Unknown e -> throw new IllegalStateException("the inbox hands on no " + e.type());
        };
    }
}
