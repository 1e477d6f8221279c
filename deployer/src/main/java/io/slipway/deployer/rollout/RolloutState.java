package io.slipway.deployer.rollout;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationOutcome.Rollout;
import io.slipway.deployer.cluster.Observed;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.policy.Rejection;

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
 * @param parked the reason that was announced; null when nothing is in the way
 * @param told the intent's generation that the last event answered; below it, the next standstill is announced
 */
public record RolloutState(
        int lastNumber,
        long rollouts,
        RevisionSpec serving,
        RevisionSpec previous,
        boolean exclusive,
        Attempt attempt,
        Rollout last,
        Failure failure,
        List<Rejection> rejections,
        String parked,
        long told,
        boolean removed) {

    public static final RolloutState NEW =
            new RolloutState(0, 0, null, null, false, null, null, null, List.of(), null, 0, false);

    /** A request by hand overrules what failed before it: the rejection of the version it names. */
    public RolloutState heard(InstallationIntent intent) {
        List<Rejection> standing = rejections.stream()
                .filter(rejection -> rejection.stands(intent))
                .toList();
        Failure kept = failure != null && failure.generation() < intent.requestedGeneration() ? null : failure;
        return new RolloutState(
                lastNumber,
                rollouts,
                serving,
                previous,
                exclusive,
                attempt,
                last,
                kept,
                standing,
                parked,
                told,
                removed);
    }

    /** Takes note of one look at the cluster; a candidate that is not running, or stalled, does not use up its time. */
    public RolloutState looked(Observed observed, Instant now, Duration most) {
        if (attempt == null) {
            return this;
        }
        boolean counts = observed.revision(attempt.candidate().number())
                .filter(status -> !status.ending() && status.stalled() == null)
                .isPresent();
        return new RolloutState(
                lastNumber,
                rollouts,
                serving,
                previous,
                exclusive,
                attempt.looked(now, counts, most),
                last,
                failure,
                rejections,
                parked,
                told,
                removed);
    }

    public RolloutState began(RevisionSpec candidate, String rolloutId, InstallationIntent intent, Instant now) {
        Attempt begun = new Attempt(
                rolloutId,
                candidate,
                serving == null ? null : serving.version(),
                intent.generation(),
                intent.actor(),
                now,
                0,
                null);
        return new RolloutState(
                candidate.number(),
                rollouts + 1,
                serving,
                previous,
                RolloutPlan.exclusive(serving, candidate),
                begun,
                begun.running(),
                null,
                rejections,
                null,
                told,
                removed);
    }

    public RolloutState finished(Instant now) {
        return ended(attempt.candidate(), serving, attempt.ended("succeeded", null, now), null, rejections);
    }

    public RolloutState superseded(Instant now) {
        return ended(serving, previous, attempt.ended("superseded", "Superseded", now), failure, rejections)
                .told(0);
    }

    public RolloutState told(long generation) {
        return new RolloutState(
                lastNumber,
                rollouts,
                serving,
                previous,
                exclusive,
                attempt,
                last,
                failure,
                rejections,
                parked,
                generation,
                removed);
    }

    public RolloutState failed(String reason, String message, Instant now) {
        RevisionSpec bad = attempt.candidate();
        Rejection rejection =
                new Rejection(bad.version(), bad.image(), bad.configRevision(), attempt.generation(), reason, now);
        Failure why = new Failure(bad.version(), attempt.generation(), reason, message);
        String result = serving == null ? "failed" : "rolled_back";
        return ended(serving, previous, attempt.ended(result, reason, now), why, with(rejection));
    }

    private RolloutState ended(
            RevisionSpec serves, RevisionSpec before, Rollout result, Failure why, List<Rejection> rejected) {
        return new RolloutState(
                lastNumber, rollouts, serves, before, exclusive, null, result, why, rejected, parked, told, removed);
    }

    public RolloutState parkedFor(String reason) {
        return new RolloutState(
                lastNumber,
                rollouts,
                serving,
                previous,
                exclusive,
                attempt,
                last,
                failure,
                rejections,
                reason,
                told,
                removed);
    }

    /** Forgets what stood in the way when it no longer does, so that it is announced again when it comes back. */
    public RolloutState freed(Goal goal, Observed observed) {
        boolean held = goal instanceof Goal.Hold hold && hold.blocked();
        boolean stalled = attempt != null
                && observed.revision(attempt.candidate().number())
                        .map(status -> status.stalled() != null)
                        .orElse(false);
        boolean stands = RolloutReasons.STALLED.equals(parked) ? stalled : held;
        return parked == null || stands ? this : parkedFor(null);
    }

    public RolloutState gone() {
        return new RolloutState(
                lastNumber, rollouts, null, null, exclusive, null, last, null, List.of(), null, told, true);
    }

    private List<Rejection> with(Rejection added) {
        return Stream.concat(
                        rejections.stream()
                                .filter(one -> !one.image().equals(added.image())
                                        || one.configRevision() != added.configRevision()),
                        Stream.of(added))
                .toList();
    }
}
