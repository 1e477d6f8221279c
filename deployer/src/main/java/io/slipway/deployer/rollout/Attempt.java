package io.slipway.deployer.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.slipway.contracts.InstallationOutcome.Rollout;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.cluster.RevisionStatus;

/**
 * A rollout that runs.
 *
 * @param from the version that served when it began; null for the first
 * @param generation the intent's when it began
 * @param observedMillis how long the candidate was seen trying: only this counts towards the deadline
 * @param lastLook when it was last seen trying, or soaking; null before the first look, and after one that did not count
 * @param served whether the candidate had the requests at the last look
 * @param soakedMillis how long it was seen ready with the requests, without a break
 * @param restarts its restarts when it was last seen without requests; null before that
 */
public record Attempt(
        String id,
        RevisionSpec candidate,
        String from,
        long generation,
        String actor,
        Instant startedAt,
        long observedMillis,
        Instant lastLook,
        boolean served,
        long soakedMillis,
        Integer restarts) {

    static Attempt begun(
            String id, RevisionSpec candidate, String from, long generation, String actor, Instant startedAt) {
        return new Attempt(id, candidate, from, generation, actor, startedAt, 0, null, false, 0, null);
    }

    /** Time that the infrastructure took does not count, nor what nobody looked at. */
    Attempt looked(Observed observed, Instant now, Limits limits) {
        Optional<RevisionStatus> seen =
                observed.revision(candidate.number()).filter(status -> !status.ending() && status.stalled() == null);
        return observed.routes(candidate) ? serving(seen, observed, now, limits) : trying(seen, observed, now, limits);
    }

    private Attempt trying(Optional<RevisionStatus> seen, Observed observed, Instant now, Limits limits) {
        boolean counts = seen.isPresent() && !observed.paused();
        long millis = observedMillis + (counts && !served ? since(now, limits.most()) : 0);
        Integer before = seen.map(RevisionStatus::restarts).orElse(restarts);
        return with(millis, counts ? now : null, false, 0, before);
    }

    private Attempt serving(Optional<RevisionStatus> seen, Observed observed, Instant now, Limits limits) {
        Integer before = restarts == null ? seen.map(RevisionStatus::restarts).orElse(null) : restarts;
        if (!observed.ready(candidate)) {
            return with(observedMillis, null, true, 0, before);
        }
        boolean counts = observed.settled() && !observed.paused();
        long added = counts && served ? since(now, limits.mostWhileSoaking()) : 0;
        return with(observedMillis, counts ? now : null, true, soakedMillis + added, before);
    }

    private long since(Instant now, Duration most) {
        return lastLook == null ? 0 : Math.clamp(Duration.between(lastLook, now).toMillis(), 0, most.toMillis());
    }

    private Attempt with(long observedFor, Instant look, boolean serves, long soaked, Integer before) {
        return new Attempt(
                id, candidate, from, generation, actor, startedAt, observedFor, look, serves, soaked, before);
    }

    Rollout running() {
        return new Rollout(id, from, candidate.version(), actor, null, null, startedAt, null);
    }

    Rollout ended(String result, String reason, Instant now) {
        return new Rollout(id, from, candidate.version(), actor, result, reason, startedAt, now);
    }
}
