package io.slipway.deployer.transaction;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/**
 * Transactions for work that no request and no message began. Hibernate Reactive keeps its session in the Vert.x
 * context and wants a duplicated one; each call gets its own, so that concurrent work never shares a session.
 */
@ApplicationScoped
public class Transactions {
    private final Vertx vertx;

    Transactions(Vertx vertx) {
        this.vertx = vertx;
    }

    /** May be called on any thread; the item arrives on an event loop, after the commit. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(_ -> begin(work, emitter));
        });
    }

    private static <T> void begin(Supplier<Uni<T>> work, UniEmitter<? super T> emitter) {
        Panache.withTransaction(work).subscribe().with(emitter::complete, emitter::fail);
    }
}
