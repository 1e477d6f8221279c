package io.slipway.registry.installation;

import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.InstallationOutcome.Rollout;
import org.jspecify.annotations.Nullable;

/**
 * A request that was on its way when a later one took its place: one operation at a time.
 *
 * @param version what it was to come to
 * @param generation the installation's when it was asked for
 * @param rollout the rollout that is given up; null when the deployer had begun none
 */
record Superseded(String version, long generation, @Nullable String rollout) {

    /** Null when nothing is on its way. Ask before the change. */
    static Superseded by(Installation installation) {
        Standing standing = installation.standing();
        InstallationOutcome outcome = standing.outcome();
        Rollout running = outcome != null && outcome.phase() == Phase.progressing ? outcome.rollout() : null;
        String rollout = running == null || running.result() != null ? null : running.id();
        if (!standing.observed()) {
            return new Superseded(standing.requestedVersion(), standing.requestedGeneration(), rollout);
        }
        return rollout == null ? null : new Superseded(running.toVersion(), outcome.observedGeneration(), rollout);
    }
}
