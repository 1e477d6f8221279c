package io.slipway.deployer.rollout;

import java.time.Duration;

/**
 * @param deadline how long a revision may be seen trying until it must be ready
 * @param maxRestarts a revision that was restarted this often before it got requests is given up
 * @param soak how long a revision must be seen ready with requests before the one before it may stop
 * @param keep how long the one before it is seen running after that
 * @param interval between two looks while something is on its way
 * @param slowInterval between two looks where nothing happens
 */
public record Limits(
        Duration deadline, int maxRestarts, Duration soak, Duration keep, Duration interval, Duration slowInterval) {
    private static final Duration LONGEST_SOAK_LOOK = Duration.ofSeconds(5);

    /** What one look may add to the time that was seen, however long ago the last one was. */
    Duration most() {
        return interval.multipliedBy(2);
    }

    /** A soak of minutes needs no look five times a second. */
    Duration soakLook() {
        return Limits.atLeast(interval, Limits.atMost(LONGEST_SOAK_LOOK, soak.dividedBy(20)));
    }

    Duration mostWhileSoaking() {
        return soakLook().multipliedBy(2);
    }

    Duration mostWhileKept() {
        return slowInterval.multipliedBy(2);
    }

    static Duration atMost(Duration most, Duration other) {
        return most.compareTo(other) < 0 ? most : other;
    }

    static Duration atLeast(Duration least, Duration other) {
        return least.compareTo(other) > 0 ? least : other;
    }
}
