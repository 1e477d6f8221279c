package io.slipway.outbox;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;

/** A consumer as a service has it: its effect is a row. */
@ApplicationScoped
class EffectListener {
    static final String CONSUMER = "outbox-test";

    private final Inbox inbox;

    EffectListener(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("installations")
    Uni<Void> on(Message<byte[]> message) {
        return inbox.receive(CONSUMER, message, this::insert);
    }

    private Uni<Void> insert(ReceivedEvent event) {
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
