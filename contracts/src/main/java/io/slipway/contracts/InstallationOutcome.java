package io.slipway.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What became of one installation, as deployer owns it.
 *
 * @param sequence grows with every change
 * @param observedGeneration the intent's generation that this answers
 * @param rolloutSequence how many rollouts have begun
 * @param target where it is going, or is; null before anything was decided
 * @param serving what answers requests; null when nothing does
 * @param previous the last good revision before {@code serving}, to roll back to
 * @param decision why {@code target} is the target
 * @param urlPath path below the gateway's address; null before anything served
 * @param recent the last rollouts, {@code rollout} among them, oldest first: some end without an event of their own. Null in
 *     events of builds that did not tell them
 * @param restored what was put back last; null when nothing was, and in events of builds that did not tell it
 */
public record InstallationOutcome(
        String id,
        String organization,
        String provider,
        long sequence,
        long observedGeneration,
        long rolloutSequence,
        Phase phase,
        Revision target,
        Revision serving,
        Revision previous,
        Decision decision,
        List<Rejected> rejected,
        List<Condition> conditions,
        Rollout rollout,
        String urlPath,
        int replicas,
        int readyReplicas,
        Instant updatedAt,
        @Nullable List<RolloutRecord> recent,
        @Nullable Restored restored) {

    public enum Phase {
        pending,
        progressing,
        available,
        failed,
        rolled_back,
        removing,
        removed
    }

    /** Image, config and tier together, immutable. {@code number} counts from 1 for each installation. */
    public record Revision(
            int number,
            String version,
            String image,
            int configRevision,
            InstallationIntent.ResourceTier resourceTier) {}

    /**
     * Which rule chose the target, and from what.
     *
     * @param steps every rule in the order in which they are looked at; null where a build without them decided
     */
    public record Decision(
            String rule,
            Map<String, Object> inputs,
            Instant decidedAt,
            @Nullable List<Step> steps) {}

    /**
     * What one rule came to.
     *
     * @param rule desired, access, pin, policy, active, latest, range, yank, rejected, dependency or config
     * @param verdict decided (exactly one of a decision has it), passed, excluded (it took versions out of the choice) or
     *     skipped (another had decided before it was looked at)
     * @param inputs what it looked at; scalars and lists of text
     */
    public record Step(
            String rule, String verdict, @Nullable String message, Map<String, Object> inputs) {}

    /** Failed here once: not tried again until a hand asks. */
    public record Rejected(String version, String image, int configRevision, String reason, Instant at) {}

    /**
     * Somebody else had changed what runs in the cluster, and it was put back.
     *
     * @param what missing, service selector, or what the cluster's adapter calls it
     */
    public record Restored(String what, Instant at) {}

    /** Kubernetes style: type Ready, Progressing, Degraded or Stalled; status True, False or Unknown. */
    public record Condition(String type, String status, String reason, String message, Instant lastTransitionAt) {}

    /** The last rollout. {@code result} is null while it runs, then succeeded, failed, rolled_back or superseded. */
    public record Rollout(
            String id,
            @Nullable String fromVersion,
            String toVersion,
            @Nullable String actor,
            @Nullable String result,
            @Nullable String reason,
            Instant startedAt,
            @Nullable Instant finishedAt) {}

    /**
     * A rollout and what it was begun for.
     *
     * @param number from 1 for each installation, without a hole
     * @param decision as it was when the rollout began; null when a build without it began the rollout
     */
    public record RolloutRecord(
            long number, Rollout rollout, @Nullable Decision decision) {}
}
