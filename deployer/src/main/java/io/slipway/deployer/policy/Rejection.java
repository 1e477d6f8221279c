package io.slipway.deployer.policy;

import java.time.Instant;

import io.slipway.contracts.InstallationIntent;
import io.slipway.contracts.InstallationOutcome;

/**
 * An image that failed here with one configuration. It stands until a hand asks for that version again.
 *
 * @param generation the intent's when it failed: a later request by hand overrules it
 */
public record Rejection(String version, String image, int configRevision, long generation, String reason, Instant at) {

    /** Only a younger request by hand for this very version overrules it. */
    public boolean stands(InstallationIntent intent) {
        return generation >= intent.requestedGeneration() || !version.equals(intent.version());
    }

    public InstallationOutcome.Rejected toContract() {
        return new InstallationOutcome.Rejected(version, image, configRevision, reason, at);
    }
}
