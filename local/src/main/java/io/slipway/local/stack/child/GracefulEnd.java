package io.slipway.local.stack.child;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.slipway.local.stack.Console;

/** Asks a service to end, says what it is waited for when that takes long, and insists when it takes too long. */
public final class GracefulEnd {
    /** So long, nobody wonders. */
    private static final Duration SILENCE = Duration.ofSeconds(2);

    private final String name;
    private final Duration grace;
    private final Console console;

    /** @param grace from SIGTERM to SIGKILL: more than the service itself waits for what is under way */
    public GracefulEnd(String name, Duration grace, Console console) {
        this.name = name;
        this.grace = grace;
        this.console = console;
    }

    /** Returns when it is gone. */
    void of(Process process) {
        process.destroy();
        if (endsWithin(process, SILENCE)) {
            return;
        }
        console.progress(name + " finishes what is under way, such as an upload (at most " + grace.toSeconds() + " s)");
        if (!endsWithin(process, grace.minus(SILENCE))) {
            console.progress(name + " has not ended in " + grace.toSeconds() + " s, and is killed");
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private static boolean endsWithin(Process process, Duration time) {
        process.onExit()
                .completeOnTimeout(process, Math.max(0, time.toMillis()), TimeUnit.MILLISECONDS)
                .join();
        return !process.isAlive();
    }
}
