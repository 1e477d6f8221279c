package io.slipway.outbox.context;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Gives work of timers and worker threads a {@link FreshContext} of its own, so that it never shares a session. */
@ApplicationScoped
public class DatabaseContext {
    private final Vertx vertx;

    DatabaseContext(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Whatever thread subscribes; the item arrives on an event loop. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom()
                .deferred(() -> Uni.createFrom().deferred(work::get).runSubscriptionOn(FreshContext.of(vertx)));
    }
}
