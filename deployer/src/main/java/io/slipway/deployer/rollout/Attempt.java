package io.slipway.deployer.rollout;

import java.time.Duration;
import java.time.Instant;

import io.slipway.contracts.InstallationOutcome.Rollout;
import io.slipway.deployer.cluster.RevisionSpec;

/**
 * A rollout that runs.
 *
 * @param from the version that served when it began; null for the first
 * @param generation the intent's when it began
 * @param observedMillis how long the candidate was seen trying: only this counts towards the deadline
 * @param lastLook when it was last seen trying; null before the first look, and after one that did not count
 */
public record Attempt(
        String id,
        RevisionSpec candidate,
        String from,
        long generation,
        String actor,
        Instant startedAt,
        long observedMillis,
        Instant lastLook) {

    /** @param most what one look may add, however long ago the last one was */
    Attempt looked(Instant now, boolean counts, Duration most) {
        long added = counts && lastLook != null
                ? Math.clamp(Duration.between(lastLook, now).toMillis(), 0, most.toMillis())
                : 0;
        return new Attempt(
                id, candidate, from, generation, actor, startedAt, observedMillis + added, counts ? now : null);
    }

    Rollout running() {
        return new Rollout(id, from, candidate.version(), actor, null, null, startedAt, null);
    }

    Rollout ended(String result, String reason, Instant now) {
        return new Rollout(id, from, candidate.version(), actor, result, reason, startedAt, now);
    }
}
