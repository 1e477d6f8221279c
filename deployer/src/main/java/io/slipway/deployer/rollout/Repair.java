package io.slipway.deployer.rollout;

import java.time.Duration;
import java.time.Instant;

import io.slipway.deployer.cluster.Observed;

/**
 * Something that somebody else has changed, and that is being put back.
 *
 * @param what as it is told
 * @param askedAt when the cluster was last asked to
 * @param waits whether the cluster has been asked only just now: somebody may be changing it back all the time
 */
public record Repair(int revision, String what, Instant askedAt, boolean waits) {
    static final Duration PAUSE = Duration.ofSeconds(5);

    /** The cluster does not know the revision any more. */
    static final String MISSING = "missing";
    /** Requests go elsewhere. */
    static final String ROUTE = "service selector";

    Repair looked(Instant now) {
        return new Repair(
                revision, what, askedAt, Duration.between(askedAt, now).compareTo(PAUSE) < 0);
    }

    /** Whether that is the same again, or follows from it. */
    boolean covers(int number, String other) {
        return revision == number && (what.equals(other) || (what.equals(MISSING) && other.equals(ROUTE)));
    }

    boolean done(Observed observed) {
        boolean right = observed.revision(revision)
                .filter(status -> !status.ending() && status.drift() == null)
                .isPresent();
        boolean routed = observed.route() != null && observed.route() == revision;
        // With what serves, its requests were lost.
        boolean enough = !what.equals(ROUTE) && !what.equals(MISSING);
        return right && (routed || enough);
    }
}
