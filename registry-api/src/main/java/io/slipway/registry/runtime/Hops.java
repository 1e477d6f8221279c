package io.slipway.registry.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Between event loops, where database sessions live, and threads that may block. */
@ApplicationScoped
public class Hops {
    private final Vertx vertx;

    Hops(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Runs the step on a worker thread; what follows runs on the caller's context again. */
    public <T> Uni<T> blocking(Callable<T> step) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(step, false).toCompletionStage());
    }

    /** The event loop of the request that the calling thread works for. */
    public static Executor eventLoop() {
        Context context = Vertx.currentContext();
        return command -> context.runOnContext(_ -> command.run());
    }
}
