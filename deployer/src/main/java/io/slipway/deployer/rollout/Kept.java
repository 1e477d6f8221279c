package io.slipway.deployer.rollout;

import java.time.Duration;
import java.time.Instant;

import io.slipway.deployer.cluster.Observed;

/**
 * The revision that served before, which still runs for a while.
 *
 * @param millis how long it was seen running since then
 * @param lastLook when it was last seen
 */
public record Kept(int revision, long millis, Instant lastLook) {

    /** Null when it does not run any more: there is nothing left to keep. */
    Kept looked(Observed observed, Instant now, Limits limits) {
        boolean runs =
                observed.revision(revision).filter(status -> !status.ending()).isPresent();
        if (!runs) {
            return null;
        }
        long added = observed.paused()
                ? 0
                : Math.clamp(
                        Duration.between(lastLook, now).toMillis(),
                        0,
                        limits.mostWhileKept().toMillis());
        return new Kept(revision, millis + added, now);
    }
}
