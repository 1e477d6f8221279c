package io.slipway.orchestrator.build;

import java.nio.file.Path;
import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How builds are worked off. */
@ConfigMapping(prefix = "slipway.builds")
public interface BuildConfig {

    /** Builds at the same time in this process. */
    @WithDefault("2")
    int concurrency();

    /** How long a worker may be silent before another takes its build over. */
    @WithDefault("30s")
    Duration lease();

    /** Between extensions of the leases; at most a third of {@link #lease()}. A cancelled build stops within it. */
    @WithDefault("2s")
    Duration heartbeat();

    /** Between looks into the queue when nothing wakes the worker, and so the delay of a retry that is due. */
    @WithDefault("500ms")
    Duration poll();

    /** The longest that one attempt may take; longer ones are interrupted and count as broken. */
    @WithDefault("10m")
    Duration timeout();

    /** Attempts that may break unexpectedly before the build fails. Peers that are away do not count. */
    @WithDefault("5")
    int maxFaults();

    /** Before the second attempt; doubles with each further one. */
    @WithDefault("1s")
    Duration firstBackoff();

    @WithDefault("30s")
    Duration longestBackoff();

    /** How long a stopping process lets builds finish before it gives them back. */
    @WithDefault("5s")
    Duration shutdownGrace();

    /** Work directories and the cache of base layers; each instance keeps to a folder of its own name. */
    @WithDefault("${java.io.tmpdir}/slipway-builds")
    Path directory();

    /** Lines of one attempt that are kept; the rest is counted. */
    @WithDefault("5000")
    int maxLogLines();

    /** How long the log of a build that has ended stays. */
    @WithDefault("30d")
    Duration logRetention();

    /** How often logs that are old enough are removed. */
    @WithDefault("1h")
    String housekeepingEvery();

    default Settlement.RetryLimits retryLimits() {
        return new Settlement.RetryLimits(maxFaults(), firstBackoff(), longestBackoff());
    }
}
