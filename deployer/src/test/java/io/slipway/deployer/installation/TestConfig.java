package io.slipway.deployer.installation;

import java.time.Duration;

/** Short times, for tests that move the clock themselves. */
record TestConfig(
        Duration progressDeadline,
        int maxRestarts,
        Duration interval,
        Duration slowInterval,
        Duration lease,
        Duration longestBackoff,
        int concurrency,
        int fanOutBatch,
        Duration tombstoneRetention,
        String tombstoneSweepEvery,
        int tombstoneBatch,
        int forceAfter,
        Duration soak,
        Duration keep)
        implements ReconcileConfig {

    static final TestConfig DEFAULT = new TestConfig(
            Duration.ofSeconds(2),
            3,
            Duration.ofMillis(100),
            Duration.ofMinutes(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            16,
            500,
            Duration.ofDays(30),
            "1h",
            500,
            10,
            Duration.ZERO,
            Duration.ZERO);

    TestConfig with(Duration soaking, Duration keeping) {
        return new TestConfig(
                progressDeadline,
                maxRestarts,
                interval,
                slowInterval,
                lease,
                longestBackoff,
                concurrency,
                fanOutBatch,
                tombstoneRetention,
                tombstoneSweepEvery,
                tombstoneBatch,
                forceAfter,
                soaking,
                keeping);
    }
}
