package io.slipway.registry.runtime;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Between event loops, where database sessions live, and threads that may block. */
@ApplicationScoped
public class Hops {
    private final Vertx vertx;
    private final ExecutorService virtual;

    Hops(Vertx vertx, @VirtualThreads ExecutorService virtual) {
        this.vertx = vertx;
        this.virtual = virtual;
    }

    /** Runs the step on a worker thread; what follows runs on the caller's context again. */
    public <T> Uni<T> blocking(Callable<T> step) {
        return Uni.createFrom()
                .completionStage(() -> vertx.executeBlocking(step, false).toCompletionStage());
    }

    /** The same on a virtual thread: for what waits long for others, who must not hold up all workers. */
    public <T> Uni<T> waiting(Supplier<T> step) {
        Executor back = eventLoop();
        return Uni.createFrom().item(step).runSubscriptionOn(virtual).emitOn(back);
    }

    /** The event loop of the request that the calling thread works for. */
    public static Executor eventLoop() {
        Context context = Vertx.currentContext();
        return command -> context.runOnContext(_ -> command.run());
    }
}
