package io.slipway.outbox;

import java.time.Duration;
import java.util.concurrent.Executor;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.slipway.outbox.InboxStatus.Result;
import io.slipway.outbox.kafka.KafkaClients;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.MDC;

/** Brings one record to its end, which the database keeps: an effect, a dead letter, or a row for a later build. */
@ApplicationScoped
class Intake {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(2);
    private static final int UNCERTAIN_ATTEMPTS = 8;
    private static final String ENTITY = "entity";

    private final KafkaClients clients;
    private final Watermarks watermarks;
    private final UnknownEvents unknown;
    private final DeadLetters deadLetters;
    private final InboxStatus status;
    private final Permits permits;
    private final String consumer;

    Intake(
            KafkaClients clients,
            Watermarks watermarks,
            UnknownEvents unknown,
            DeadLetters deadLetters,
            InboxStatus status,
            InboxConfig config,
            @ConfigProperty(name = "quarkus.application.name") String consumer) {
        this.clients = clients;
        this.watermarks = watermarks;
        this.unknown = unknown;
        this.deadLetters = deadLetters;
        this.status = status;
        this.permits = new Permits(config.concurrency());
        this.consumer = consumer;
    }

    /**
     * @param context the record's own, a duplicated one
     * @return never fails
     */
    Uni<Result> take(Delivery delivery, Executor context) {
        return attempts(delivery, context)
                .onFailure()
                .recoverWithUni(failure -> bury(delivery, failure))
                .invoke(result -> ended(delivery, result));
    }

    private Uni<Result> attempts(Delivery delivery, Executor context) {
        // A record that waits for its next attempt holds no permit.
        return permits.with(Uni.createFrom().deferred(() -> attempt(delivery)).runSubscriptionOn(context))
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
        MDC.put(ENTITY, event.aggregateId());
        if (event.isUnknown()) {
            return unknown.store(consumer, delivery.raw(), event);
        }
        return Panache.withTransaction(() -> Panache.getSession().flatMap(session -> takeIn(session, delivery, event)));
    }

    private Uni<Result> takeIn(Mutiny.Session session, Delivery delivery, ReceivedEvent event) {
        return unknown.remove(session, delivery.stored())
                .flatMap(there -> there
                        ? watermarks.advance(session, consumer, event)
                        : Uni.createFrom().item(false))
                .flatMap(newer -> newer
                        ? delivery.handler().handle(event).replaceWith(Result.processed)
                        : Uni.createFrom().item(Result.skipped));
    }

    private Uni<Result> bury(Delivery delivery, Throwable failure) {
        status.buried(delivery.raw(), failure);
        return Uni.createFrom()
                .deferred(() -> deadLetters.bury(consumer, delivery, failure))
                .onFailure()
                .invoke(again -> status.failed(delivery.raw(), again))
                .onFailure()
                .retry()
                .withBackOff(FIRST_BACKOFF, MAX_BACKOFF)
                .indefinitely()
                .replaceWith(Result.dead_letter);
    }

    private void ended(Delivery delivery, Result result) {
        status.done(consumer, delivery.raw(), result);
        if (result == Result.processed) {
            delivery.handler().committed();
        }
        MDC.remove(ENTITY);
    }

    private boolean worthRetry(Delivery delivery, Throwable failure, Failures kind) {
        boolean worth = Failures.of(failure) == kind;
        if (worth) {
            status.failed(delivery.raw(), failure);
        }
        return worth;
    }
}
