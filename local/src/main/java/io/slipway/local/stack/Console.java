package io.slipway.local.stack;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** The lines that a user of {@code up} reads. */
public final class Console {
    private final PrintStream out;
    private final Clock clock;
    private final Instant started;

    Console(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** A line with the seconds since the start in front. */
    public synchronized void progress(String line) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), line);
        out.flush();
    }

    synchronized void plain(String line) {
        out.println(line);
        out.flush();
    }

    double seconds() {
        return Duration.between(started, clock.instant()).toMillis() / 1000.0;
    }

    Instant started() {
        return started;
    }
}
