package io.slipway.cli.demo;

import java.time.Duration;

import io.slipway.cli.stack.StackFile;

/**
 * How fast the demo goes.
 *
 * @param requestsPerSecond of its load
 * @param patience how long it waits for anything to settle
 */
record Pace(int requestsPerSecond, Duration patience) {
    private static final Pace LOCAL = new Pace(250, Duration.ofMinutes(2));

    /** Requests go through the API server, which is not made for that, and pods take longer to start than processes. */
    private static final Pace KUBERNETES = new Pace(25, Duration.ofMinutes(4));

    static Pace of(StackFile stack) {
        return stack.onKubernetes() ? KUBERNETES : LOCAL;
    }

    /** Less than that would be no load. */
    double least() {
        return 0.8 * requestsPerSecond;
    }

    /** How many requests are sent after a move: those of a good second. */
    long afterwards() {
        return Math.round(1.2 * requestsPerSecond);
    }
}
