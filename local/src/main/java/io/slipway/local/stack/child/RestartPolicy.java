package io.slipway.local.stack.child;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How long to wait before a crashed child is started again, and when to give up. Not for several threads. */
final class RestartPolicy {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int CRASHES = 5;
    private static final Duration FIRST = Duration.ofMillis(250);

    private final Deque<Instant> crashes = new ArrayDeque<>();

    /** 250 ms, doubled with each crash of the last minute; empty at the sixth: it will not get better. */
    Optional<Duration> afterCrash(Instant now) {
        while (!crashes.isEmpty() && crashes.getFirst().plus(WINDOW).isBefore(now)) {
            crashes.removeFirst();
        }
        crashes.addLast(now);
        return crashes.size() > CRASHES
                ? Optional.empty()
                : Optional.of(FIRST.multipliedBy(1L << (crashes.size() - 1)));
    }
}
