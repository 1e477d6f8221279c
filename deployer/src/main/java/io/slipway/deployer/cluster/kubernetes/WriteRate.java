package io.slipway.deployer.cluster.kubernetes;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import io.slipway.deployer.cluster.ClusterException;

/** Spaces and counts all writes of one replica, so that a release to many installations leaves the API server to others, too. */
final class WriteRate {
    private static final long BURST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final long gapNanos;
    private final LongAdder count = new LongAdder();
    private long free = System.nanoTime();

    /** @param perSecond writes; a second's worth of them may come at once */
    WriteRate(double perSecond) {
        gapNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    /** Since the start. */
    long count() {
        return count.sum();
    }

    /** Returns when the next write may go out; it counts as one. */
    void take() {
        count.increment();
        long turn = turn();
        while (turn - System.nanoTime() > 0) {
            if (Thread.interrupted()) {
                throw new ClusterException("interrupted before a write");
            }
            LockSupport.parkNanos(turn - System.nanoTime());
        }
    }

    private synchronized long turn() {
        free = Math.max(free, System.nanoTime() - BURST_NANOS) + gapNanos;
        return free;
    }
}
