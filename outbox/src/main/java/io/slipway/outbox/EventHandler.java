package io.slipway.outbox;

import io.smallrye.mutiny.Uni;

/** What a service does with the events of one topic. The listener of that topic is one, and a bean. */
public interface EventHandler {
    /** One of {@link io.slipway.contracts.Topics}, without a deployment's prefix. */
    String topic();

    /**
     * Runs in the transaction that moves the watermark; its own outbox rows belong there too. It may run again after a
     * failure, so it does nothing that the transaction's end would not undo.
     *
     * @param event never an {@code Unknown}: those are kept until a build knows them
     */
    Uni<Void> handle(ReceivedEvent event);

    /** Runs behind the commit of what {@link #handle} did: a hint that may get lost, to wake a worker for instance. */
    default void committed() {}
}
