package io.slipway.deployer.installation;

import java.time.Duration;

import io.slipway.deployer.rollout.Limits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How installations are looked at. */
@ConfigMapping(prefix = "slipway.deployer")
public interface ReconcileConfig {

    /** How long a new revision may be seen trying until it must be ready; after that it is rejected. */
    @WithDefault("60s")
    Duration progressDeadline();

    /** A new revision whose process was restarted this often is rejected without waiting for the deadline. */
    @WithDefault("3")
    int maxRestarts();

    /** Time between two looks while something is on its way, and between two looks for due rows. */
    @WithDefault("200ms")
    Duration interval();

    /** Time between two looks at an installation where nothing happens; a quarter of it is added at random. */
    @WithDefault("60s")
    Duration slowInterval();

    /** How long a claimed row is one replica's. Longer than a pass may take. */
    @WithDefault("15s")
    Duration lease();

    /** The longest pause after faults of the cluster. */
    @WithDefault("5s")
    Duration longestBackoff();

    /** Installations that one replica works on at once. */
    @WithDefault("16")
    int concurrency();

    /** Installations that a fan-out marks in one transaction. */
    @WithDefault("500")
    int fanOutBatch();

    /**
     * How long the row of a removed installation stays, so that a late event or an old snapshot does not bring it back.
     * Longer than {@code slipway.topics.retention}, and than registry-api may be without this service.
     */
    @WithDefault("30d")
    Duration tombstoneRetention();

    /** How often tombstones that are old enough are deleted. */
    @WithDefault("1h")
    String tombstoneSweepEvery();

    /** Tombstones that one transaction deletes. */
    @WithDefault("500")
    int tombstoneBatch();

    /** Faults in a row after which an uninstall by force gives up a cluster that does not answer; its pauses lie between. */
    @WithDefault("10")
    int forceAfter();

    /**
     * How long a new revision has to stay ready with requests until its rollout has succeeded. One that falls over within that
     * time is taken back, and rejected. Without it, a rollout has succeeded as soon as requests have moved.
     */
    @WithDefault("0s")
    Duration soak();

    /** How long the revision before keeps running after a rollout has succeeded; the next rollout stops it at once. */
    @WithDefault("0s")
    Duration keep();

    default Limits limits() {
        return new Limits(progressDeadline(), maxRestarts(), soak(), keep(), interval(), slowInterval());
    }
}
