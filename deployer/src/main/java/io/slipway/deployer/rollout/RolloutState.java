package io.slipway.deployer.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationOutcome.Decision;
import io.slipway.contracts.InstallationOutcome.Restored;
import io.slipway.contracts.InstallationOutcome.Rollout;
import io.slipway.contracts.InstallationOutcome.RolloutRecord;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.policy.Dropped;
import io.slipway.deployer.policy.Rejection;
import io.slipway.deployer.policy.Rejections;

/**
 * What the deployer remembers of an installation between two looks at the cluster.
 *
 * @param lastNumber the highest revision number given
 * @param rollouts how many rollouts have begun
 * @param serving what got the requests last; null before the first success
 * @param previous the good revision before {@code serving}
 * @param exclusive whether the revisions of the last rollout may never run at once
 * @param attempt the rollout that runs; null when none does
 * @param failure why the last rollout failed; null when it did not
 * @param dropped the rejections that are no longer among these, see {@link Rejections#dropped}
 * @param recent the last rollouts, the one that runs among them, oldest first; an outcome tells them
 * @param parked the reason that was announced; null when nothing is in the way
 * @param told the intent's generation that the last event answered; below it, the next standstill is announced
 * @param dataDeleted whether the cluster was asked to delete the data; a later request may want that of what is removed
 * @param kept the revision before {@code serving} while it still runs; null when none does
 * @param repair what is being put back; null when all is as it was started
 * @param untold what was put back and no event has told yet; null when nothing was
 * @param restored what was put back last, as it was told
 */
public record RolloutState(
        int lastNumber,
        long rollouts,
        RevisionSpec serving,
        RevisionSpec previous,
        boolean exclusive,
        Attempt attempt,
        Rollout last,
        List<RolloutRecord> recent,
        Failure failure,
        List<Rejection> rejections,
        Map<Integer, Dropped> dropped,
        String parked,
        long told,
        boolean removed,
        boolean dataDeleted,
        Kept kept,
        Repair repair,
        String untold,
        Restored restored) {

    public static final RolloutState NEW = new RolloutState(
            0, 0, null, null, false, null, null, List.of(), null, List.of(), Map.of(), null, 0, false, false, null,
            null, null, null);

    public RolloutState {
        // A state of an older build.
        recent = recent == null ? List.of() : recent;
        dropped = dropped == null ? Map.of() : dropped;
    }

    /** What runs, or is to run. */
    public List<RevisionSpec> revisions() {
        return Stream.of(serving, attempt == null ? null : attempt.candidate())
                .filter(Objects::nonNull)
                .toList();
    }

    public Rejections remembered() {
        return new Rejections(rejections, dropped);
    }

    /** A request by hand overrules what failed before it: the rejection of the version it names. */
    public RolloutState heard(InstallationIntent intent) {
        return but(next -> {
            next.rejections = remembered().heard(intent);
            next.failure = failure != null && failure.generation() < intent.requestedGeneration() ? null : failure;
        });
    }

    /** Takes note of one look at the cluster; a candidate that is not running, or stalled, does not use up its time. */
    public RolloutState looked(Observed observed, Instant now, Limits limits) {
        return but(next -> {
                    next.attempt = attempt == null ? null : attempt.looked(observed, now, limits);
                    next.kept = kept == null ? null : kept.looked(observed, now, limits);
                    next.repair = repair == null ? null : repair.looked(now);
                })
                .repaired(observed);
    }

    /** Whether this revision is still to run though it has no requests any more. */
    boolean keeps(int revision, Limits limits) {
        return kept != null
                && kept.revision() == revision
                && kept.millis() < limits.keep().toMillis();
    }

    /** The cluster was asked to put back what somebody else has changed. The same again is told when it was right in between. */
    public RolloutState restoring(int revision, String what, Instant now) {
        boolean known = repair != null && repair.covers(revision, what);
        return but(next -> {
            next.repair = new Repair(revision, known ? repair.what() : what, now, true);
            next.untold = known ? untold : with(what);
        });
    }

    /** What is as it was started need not be put back any more. */
    public RolloutState repaired(Observed observed) {
        if (repair == null) {
            return this;
        }
        boolean wanted = revisions().stream().anyMatch(spec -> spec.number() == repair.revision());
        return wanted && (repair.waits() || !repair.done(observed)) ? this : but(next -> next.repair = null);
    }

    /** What nobody has heard of yet is told with it. */
    private String with(String what) {
        if (untold == null) {
            return what;
        }
        return untold.contains(what) ? untold : untold + ", " + what;
    }

    public RolloutState restorationTold(Instant now) {
        return but(next -> {
            next.restored = new Restored(untold, now);
            next.untold = null;
        });
    }

    public RolloutState began(
            RevisionSpec candidate, String rolloutId, InstallationIntent intent, Decision decision, Instant now) {
        String from = serving == null ? null : serving.version();
        Attempt begun = Attempt.begun(rolloutId, candidate, from, intent.generation(), intent.actor(), now);
        return but(next -> {
            next.lastNumber = candidate.number();
            next.rollouts = rollouts + 1;
            next.exclusive = RolloutPlan.exclusive(serving, candidate);
            next.attempt = begun;
            next.last = begun.running();
            next.recent = RecentRollouts.with(recent, new RolloutRecord(next.rollouts, begun.running(), decision));
            next.failure = null;
            next.kept = null;
            // What keeps it from the version that was chosen stands while it takes another one's config.
            next.parked = RolloutReasons.STALLED.equals(parked) ? null : parked;
        });
    }

    public RolloutState finished(Instant now) {
        return ended("succeeded", null, now).but(next -> {
            next.serving = attempt.candidate();
            next.previous = serving;
            next.kept = serving == null || exclusive ? null : new Kept(serving.number(), 0, now);
            next.failure = null;
        });
    }

    public RolloutState superseded(Instant now) {
        return ended("superseded", "Superseded", now).told(0);
    }

    public RolloutState failed(String reason, String message, Instant now) {
        RevisionSpec bad = attempt.candidate();
        return ended(serving == null ? "failed" : "rolled_back", reason, now).but(next -> {
            next.failure = new Failure(bad.version(), attempt.generation(), reason, message);
            next.rejections = remembered()
                    .with(new Rejection(
                            bad.version(), bad.image(), bad.configRevision(), attempt.generation(), reason, now));
        });
    }

    public RolloutState told(long generation) {
        return but(next -> next.told = generation);
    }

    public RolloutState parkedFor(String reason) {
        return but(next -> next.parked = reason);
    }

    /** Forgets what stood in the way when it no longer does, so that it is announced again when it comes back. */
    public RolloutState freed(Goal goal, Observed observed) {
        boolean held = goal instanceof Goal.Hold hold && hold.blocked();
        boolean stalled = attempt != null
                && observed.revision(attempt.candidate().number())
                        .map(status -> status.stalled() != null)
                        .orElse(false);
        if (RolloutReasons.PAUSED.equals(parked)) {
            // That it goes on is told, too.
            return observed.paused() ? this : parkedFor(null).told(0);
        }
        boolean stands = RolloutReasons.STALLED.equals(parked) ? stalled : held;
        return parked == null || stands ? this : parkedFor(null);
    }

    /** The cluster was asked to remove everything. */
    public RolloutState askedToRemove(boolean data) {
        return but(next -> next.dataDeleted = dataDeleted || data);
    }

    public RolloutState gone() {
        return but(next -> {
            next.serving = null;
            next.previous = null;
            next.attempt = null;
            next.failure = null;
            next.rejections = Rejections.NONE;
            next.parked = null;
            next.kept = null;
            next.repair = null;
            next.untold = null;
            next.removed = true;
        });
    }

    private RolloutState ended(String result, String reason, Instant now) {
        return but(next -> {
            next.attempt = null;
            next.last = attempt.ended(result, reason, now);
            next.recent = RecentRollouts.with(recent, new RolloutRecord(rollouts, next.last, null));
        });
    }

    private RolloutState but(Consumer<RolloutDraft> change) {
        RolloutDraft next = new RolloutDraft(this);
        change.accept(next);
        return next.state();
    }
}
