package io.slipway.outbox;

import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.reactive.messaging.Message;

/** Takes in events: each aggregate's newest state once, in one transaction with its effect. */
@ApplicationScoped
public class Inbox {

    /**
     * @param consumer the service's name: watermarks are kept under it
     * @param effect runs in the transaction that moves the watermark; its own outbox rows belong there too
     * @return completes when the record is acknowledged
     */
    public Uni<Void> receive(String consumer, Message<byte[]> record, Function<ReceivedEvent, Uni<Void>> effect) {
        return Uni.createFrom().failure(new UnsupportedOperationException("lands within the hour"));
    }
}
