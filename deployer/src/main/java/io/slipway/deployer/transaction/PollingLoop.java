package io.slipway.deployer.transaction;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import org.jboss.logging.Logger;

/**
 * Takes one step at a time: on every tick of an interval, as soon as somebody wakes it, and again at once while a step
 * says that there is more. {@code @Scheduled} cannot do it: it is no faster than once a second.
 */
public final class PollingLoop {
    private static final Logger LOG = Logger.getLogger(PollingLoop.class);

    private final Vertx vertx;
    private final String name;
    private final Supplier<Uni<Boolean>> step;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean stopped = true;
    private long timer;

    /** @param step emits whether there may be more to do at once */
    public PollingLoop(Vertx vertx, String name, Supplier<Uni<Boolean>> step) {
        this.vertx = vertx;
        this.name = name;
        this.step = step;
    }

    public void start(Duration interval) {
        stopped = false;
        timer = vertx.setPeriodic(interval.toMillis(), _ -> wake());
        wake();
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** Whether no step runs; once it is stopped, none will. */
    public boolean idle() {
        return !running.get();
    }

    public void wake() {
        again.set(true);
        turn();
    }

    public void wakeIn(Duration delay) {
        if (delay.isPositive()) {
            vertx.setTimer(Math.max(1, delay.toMillis()), _ -> wake());
            return;
        }
        wake();
    }

    private void turn() {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        if (stopped) {
            running.set(false);
            return;
        }
        again.set(false);
        Uni.createFrom().deferred(step::get).subscribe().with(this::finished, this::failed);
    }

    private void finished(boolean more) {
        running.set(false);
        if (more || again.get()) {
            vertx.runOnContext(_ -> turn());
        }
    }

    private void failed(Throwable failure) {
        running.set(false);
        LOG.warnf("%s: a step failed, the next tick tries again: %s", name, failure);
    }
}
