package io.slipway.outbox;

import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.VertxContextSupport;
import io.slipway.contracts.InstallationEvent;
import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.Topics;
import io.smallrye.mutiny.Uni;

/** Business code as a service has it: lock and bump the aggregate, append, in one transaction. */
@ApplicationScoped
public class Counters {
    private final Outbox outbox;

    Counters(Outbox outbox) {
        this.outbox = outbox;
    }

    public void create(String id) {
        await(() -> Panache.withTransaction(
                () -> Panache.getSession().flatMap(session -> session.persist(new Counter(id)))));
    }

    public void bump(String id) {
        await(() -> Panache.withTransaction(() -> bumped(id)));
    }

    public void bumpAndFail(String id) {
        await(() -> Panache.withTransaction(() -> bumped(id).invoke(() -> {
            throw new IllegalStateException("changed my mind");
        })));
    }

    /** Bumps as a step of this trace. */
    void bump(String id, SpanContext trace) {
        await(() -> Panache.withTransaction(() -> Panache.getSession()
                .flatMap(session -> session.find(Counter.class, id, LockModeType.PESSIMISTIC_WRITE))
                .map(Counter::next)
                .flatMap(sequence -> append(id, sequence, trace))));
    }

    private Uni<Void> append(String id, long sequence, SpanContext trace) {
        try (Scope ignored = Context.root().with(Span.wrap(trace)).makeCurrent()) {
            return outbox.append(message(id, sequence));
        }
    }

    static InstallationEvent.InstallationChanged event(String id, long sequence) {
        return new InstallationEvent.InstallationChanged(
                new InstallationIntent(
                        id,
                        "globex",
                        "production",
                        "acme/hello",
                        sequence,
                        sequence,
                        1,
                        InstallationIntent.Desired.present,
                        false,
                        false,
                        "1.0.0",
                        null,
                        null,
                        InstallationIntent.UpgradePolicy.auto,
                        null,
                        InstallationIntent.ResourceTier.free,
                        1,
                        Map.of(),
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH),
                "config");
    }

    private Uni<Void> bumped(String id) {
        return Panache.getSession()
                .flatMap(session -> session.find(Counter.class, id, LockModeType.PESSIMISTIC_WRITE)
                        .map(Counter::next)
                        .call(session::flush))
                .flatMap(sequence -> outbox.append(message(id, sequence)));
    }

    private static OutboxMessage message(String id, long sequence) {
        return new OutboxMessage(
                "installation",
                id,
                sequence,
                Topics.INSTALLATIONS,
                id,
                id,
                "acme",
                "globex",
                null,
                event(id, sequence));
    }

    private static <T> void await(Supplier<Uni<T>> work) {
        try {
            VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
