package io.slipway.local.stack.child;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.slipway.local.stack.Console;
import io.slipway.local.stack.StackFailure;

/**
 * Keeps one child running: a crash is told in one line and the child started again; a crash loop ends the stack. On a full
 * disk it waits for room, as long as it takes.
 */
public final class Supervisor implements AutoCloseable {
    /** Hears of what became of a child that crashed. */
    public interface Listener {
        /** It runs again, as another process. */
        void restarted();

        /** It cannot be kept running. */
        void gaveUp(StackFailure reason);
    }

    private static final Duration ROOM_POLL = Duration.ofMillis(500);

    private final String name;
    private final Supplier<Child> starter;
    private final Console console;
    private final Clock clock;
    private final Listener listener;
    private final BooleanSupplier diskFull;
    private final RestartPolicy policy = new RestartPolicy();
    private final CountDownLatch closing = new CountDownLatch(1);
    private Child child;

    /**
     * Nothing runs before {@link #start}.
     *
     * @param starter starts the child anew; may throw when it does not come up
     * @param listener is told on a thread of the supervisor
     * @param diskFull whether a child would only crash again for want of room
     */
    public Supervisor(
            String name,
            Supplier<Child> starter,
            Console console,
            Clock clock,
            Listener listener,
            BooleanSupplier diskFull) {
        this.name = name;
        this.starter = starter;
        this.console = console;
        this.clock = clock;
        this.listener = listener;
        this.diskFull = diskFull;
    }

    /** The first start, until it is ready: what goes wrong is the caller's. */
    public void start() {
        launch();
        watch(child());
    }

    /** Ready when it returns; on failure nothing of it runs. */
    private void launch() {
        synchronized (this) {
            if (isClosing()) {
                throw new StackFailure(name + " is not started: the stack is shutting down");
            }
            child = starter.get();
        }
        try {
            child().awaitReady();
        } catch (RuntimeException e) {
            child().stop();
            throw e;
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    public synchronized Child child() {
        return child;
    }

    private void watch(Child ready) {
        // The future ends with the child, and nobody else needs it.
        var unused =
                ready.onExit().thenAccept(end -> Thread.ofVirtual().name(name).start(() -> restart(end)));
    }

    private void restart(String end) {
        var reason = end;
        // Nothing is left of a process; of a broker inside this one there is.
        child().stop();
        while (!isClosing()) {
            if (diskFull.getAsBoolean() && isClosedBeforeThereIsRoom(reason)) {
                return;
            }
            var wait = policy.afterCrash(clock.instant());
            if (wait.isEmpty()) {
                listener.gaveUp(new StackFailure(name + " keeps crashing (" + reason + ")"));
                return;
            }
            console.progress(name + " ended (" + reason + "); starting it again");
            if (isClosedWithin(wait.get())) {
                return;
            }
            try {
                start();
                console.progress(name + " runs again");
                listener.restarted();
                return;
            } catch (RuntimeException e) {
                reason = e.getMessage();
            }
        }
    }

    private boolean isClosedBeforeThereIsRoom(String reason) {
        console.progress(name + " ended (" + reason + "), and the disk is full: it starts again when there is room");
        while (diskFull.getAsBoolean()) {
            if (isClosedWithin(ROOM_POLL)) {
                return true;
            }
        }
        return false;
    }

    private boolean isClosedWithin(Duration wait) {
        try {
            return closing.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        var last = child();
        if (last != null) {
            last.stop();
        }
    }
}
