package io.slipway.outbox.context;

import java.util.concurrent.Executor;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** For work that no request and no message began: Hibernate Reactive keeps its session in a duplicated context. */
public final class FreshContext {
    private FreshContext() {}

    /** Runs what it is given on an event loop, in one duplicated context that nobody else has. */
    public static Executor of(Vertx vertx) {
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        return command -> context.runOnContext(_ -> command.run());
    }
}
