package io.slipway.registry.installation;

import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.InstallationOutcome.Revision;

/**
 * Where an installation stands: the last request by hand beside what deployer told.
 *
 * @param requestedVersion what the last request by hand resolved to
 * @param outcome null before deployer has told anything
 */
record Standing(String requestedVersion, long requestedGeneration, InstallationOutcome outcome) {

    /** Whether deployer has answered the last request by hand. */
    boolean observed() {
        return outcome != null && outcome.observedGeneration() >= requestedGeneration;
    }

    /** The accepted target: what was asked for until deployer has decided, then its target, after a rollback the good one. */
    String installedVersion() {
        if (!observed()) {
            return requestedVersion;
        }
        if (outcome.target() != null) {
            return outcome.target().version();
        }
        return outcome.serving() == null ? requestedVersion : outcome.serving().version();
    }

    /** Where an automatic policy would be had nothing failed here: the highest rejected version above the target. */
    String untried() {
        String installed = installedVersion();
        return outcome == null
                ? installed
                : outcome.rejected().stream()
                        .map(InstallationOutcome.Rejected::version)
                        .reduce(installed, VersionOrder::higher);
    }

    /** What answers requests; null when nothing does. */
    Revision serving() {
        return outcome == null ? null : outcome.serving();
    }

    /** Nothing is on its way: what serves is what was wanted, or what was left of it. */
    boolean settled() {
        return observed() && serving() != null && serving().equals(outcome.target());
    }

    /** It was tried here, failed, and does not serve: asking for it again means trying it again. */
    boolean failedHere(String version) {
        if (!observed() || (serving() != null && serving().version().equals(version))) {
            return false;
        }
        return outcome.phase() == Phase.failed
                || outcome.rejected().stream()
                        .anyMatch(rejected -> rejected.version().equals(version));
    }
}
