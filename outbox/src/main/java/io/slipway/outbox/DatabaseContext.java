package io.slipway.outbox;

import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Hibernate Reactive opens sessions on a duplicated Vert.x context only, which timers and worker threads lack. */
@ApplicationScoped
public class DatabaseContext {
    private final Vertx vertx;

    DatabaseContext(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs {@code work} on a fresh context, whatever thread subscribes. */
    public <T> Uni<T> run(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(
                    _ -> Uni.createFrom().deferred(work::get).subscribe().with(emitter::complete, emitter::fail));
        });
    }
}
