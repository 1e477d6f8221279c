package io.slipway.outbox;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.outbox.InboxStatus.Result;
import io.slipway.outbox.kafka.KafkaClients;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.MDC;

/**
 * Takes in events: of each aggregate only what is newer than before, in one transaction with its effect. What fails for
 * a reason outside of the record is tried again without limit; what fails for a reason in it becomes a dead letter.
 */
@ApplicationScoped
public class Inbox {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(2);
    private static final int UNCERTAIN_ATTEMPTS = 8;

    private final KafkaClients clients;
    private final Watermarks watermarks;
    private final DeadLetters deadLetters;
    private final InboxStatus status;

    Inbox(KafkaClients clients, Watermarks watermarks, DeadLetters deadLetters, InboxStatus status) {
        this.clients = clients;
        this.watermarks = watermarks;
        this.deadLetters = deadLetters;
        this.status = status;
    }

    /** A record on its way, whom it is for and what it shall do. */
    private record Delivery(String consumer, RawRecord raw, Function<ReceivedEvent, Uni<Void>> effect) {}

    /**
     * Call it from a method {@code @Incoming("versions") Uni<Void> on(Message<byte[]> message)}, on the message's context.
     *
     * @param consumer the service's name: watermarks are kept under it
     * @param effect runs in the transaction that moves the watermark; its own outbox rows belong there too. It may run
     *     again after a failure, so it does nothing that the transaction's end would not undo
     * @return completes when the record is acknowledged; never fails because of the record
     */
    public Uni<Void> receive(String consumer, Message<byte[]> record, Function<ReceivedEvent, Uni<Void>> effect) {
        Delivery delivery = new Delivery(consumer, RawRecord.of(record), effect);
        return attempts(delivery, ownContext())
                .onFailure()
                .recoverWithUni(failure -> bury(delivery, failure))
                .invoke(result -> status.done(consumer, delivery.raw(), result))
                .flatMap(result -> Uni.createFrom().completionStage(record.ack()));
    }

    private Uni<Result> attempts(Delivery delivery, Executor context) {
        return Uni.createFrom()
                .deferred(() -> attempt(delivery))
                .runSubscriptionOn(context)
                .onFailure(failure -> worthRetry(delivery, failure, Failures.UNCERTAIN))
                .retry()
                .withBackOff(FIRST_BACKOFF, MAX_BACKOFF)
                .atMost(UNCERTAIN_ATTEMPTS)
                .onFailure(failure -> worthRetry(delivery, failure, Failures.TRANSIENT))
                .retry()
                .withBackOff(FIRST_BACKOFF, MAX_BACKOFF)
                .indefinitely();
    }

    private Uni<Result> attempt(Delivery delivery) {
        ReceivedEvent event = EventReader.read(clients.logical(delivery.raw().topic()), delivery.raw());
        MDC.put("entity", event.aggregateId());
        return Panache.withTransaction(() -> Panache.getSession()
                .flatMap(session -> watermarks.advance(session, delivery.consumer(), event))
                .flatMap(newer ->
                        newer ? applied(delivery, event) : Uni.createFrom().item(Result.skipped)));
    }

    private static Uni<Result> applied(Delivery delivery, ReceivedEvent event) {
        return delivery.effect().apply(event).replaceWith(Result.processed);
    }

    private Uni<Result> bury(Delivery delivery, Throwable failure) {
        status.buried(delivery.raw(), failure);
        return Uni.createFrom()
                .deferred(() -> deadLetters.bury(delivery.consumer(), delivery.raw(), failure))
                .onFailure()
                .invoke(again -> status.failed(delivery.raw(), again))
                .onFailure()
                .retry()
                .withBackOff(FIRST_BACKOFF, MAX_BACKOFF)
                .indefinitely()
                .replaceWith(Result.dead_letter);
    }

    private boolean worthRetry(Delivery delivery, Throwable failure, Failures kind) {
        boolean worth = Failures.of(failure) == kind;
        if (worth) {
            status.failed(delivery.raw(), failure);
        }
        return worth;
    }

    /** A retry comes on a timer's thread, but a session lives on the record's own (duplicated) context only. */
    private static Executor ownContext() {
        Context context = Vertx.currentContext();
        if (context == null) {
            throw new IllegalStateException("receive is called on the message's context, not on a thread of its own");
        }
        return command -> context.runOnContext(ignored -> command.run());
    }
}
