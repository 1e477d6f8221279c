package io.slipway.deployer.installation;

import java.time.Duration;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.deployer.cluster.RevisionSpec;
import io.slipway.deployer.policy.Candidates;
import io.slipway.deployer.rollout.RolloutState;

/**
 * An installation as it was when a worker claimed it.
 *
 * @param fence higher than any claim's before: only its holder may change the cluster and save
 * @param wake calls until the claim: a save that finds more leaves the row due
 * @param outcome the last one; null before the first
 * @param failures passes in a row that the cluster did not answer
 * @param late how long the row was due before it was claimed
 */
record Claim(
        String id,
        long fence,
        long wake,
        InstallationIntent intent,
        RolloutState state,
        InstallationOutcome outcome,
        int failures,
        Duration late) {

    /** The versions that the next choice needs. */
    Candidates candidates() {
        return Candidates.of(
                intent,
                state.heard(intent).remembered(),
                version(state.serving()),
                version(state.attempt() == null ? null : state.attempt().candidate()));
    }

    private static String version(RevisionSpec revision) {
        return revision == null ? null : revision.version();
    }
}
