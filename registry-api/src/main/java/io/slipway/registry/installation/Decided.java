package io.slipway.registry.installation;

import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Decision;

/**
 * What deployer decided last.
 *
 * @param version the accepted target
 * @param decision null before deployer has told one
 * @param rollout the last one's id; null before there was one
 */
public record Decided(String version, Decision decision, String rollout) {

    static Decided of(Installation installation) {
        InstallationOutcome outcome = installation.outcome();
        String version = installation.standing().installedVersion();
        if (outcome == null) {
            return new Decided(version, null, null);
        }
        return new Decided(
                version,
                outcome.decision(),
                outcome.rollout() == null ? null : outcome.rollout().id());
    }
}
