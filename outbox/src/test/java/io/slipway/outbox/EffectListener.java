package io.slipway.outbox;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.contracts.Topics;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A consumer as a service has it: its effect is a row. */
@ApplicationScoped
class EffectListener implements EventHandler {
    private final Inbox inbox;

    EffectListener(Inbox inbox) {
        this.inbox = inbox;
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
    public Uni<Void> handle(ReceivedEvent event) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(
                                "insert into effect (installation, sequence, type) values (:id, :sequence, :type)")
                        .setParameter("id", event.aggregateId())
                        .setParameter("sequence", event.sequence())
                        .setParameter("type", event.event().getClass().getSimpleName())
                        .executeUpdate())
                .replaceWithVoid();
    }
}
