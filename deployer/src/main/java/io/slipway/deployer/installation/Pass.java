package io.slipway.deployer.installation;

import java.time.Duration;
import java.time.Instant;

import io.slipway.contracts.InstallationOutcome;
import io.slipway.deployer.rollout.RolloutState;

/**
 * What one look at an installation came to.
 *
 * @param outcome with the sequence it gets when saved; null when the cluster could not be asked even once
 * @param announcement null when nothing is to be told
 * @param next the time until the next look; null when there is nothing left to look at
 * @param failures passes in a row, with this one, that the cluster did not answer
 */
record Pass(RolloutState state, InstallationOutcome outcome, Announcement announcement, Duration next, int failures) {

    /** Null when the installation is not due before somebody asks for it. */
    Instant dueAfter(Instant now) {
        return next == null ? null : now.plus(next);
    }
}
