package io.slipway.registry.installation;

import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.providerpackage.VersionNumber;

/** What a request to upgrade comes to. A version that failed here is tried again; one that is there already is not. */
enum UpgradeDecision {
    ROLL_OUT,
    /** The version is there; from now on it is held. */
    HOLD_HERE,
    /** The version is there, or newer; no hold is left. */
    RELEASE_HERE,
    UNCHANGED,
    USE_DOWNGRADE;

    /**
     * @param installed the accepted target
     * @param target what was asked for, or the latest
     * @param explicit whether the request names the version
     * @param failedHere whether the target was tried here and failed
     * @param pin null when nothing is held
     */
    record Input(
            VersionNumber installed,
            VersionNumber target,
            boolean explicit,
            boolean failedHere,
            UpgradePolicy policy,
            String pin) {

        /** An explicit version stays: automatic installations do not leave it, and a pin follows it. */
        boolean holds() {
            return explicit && (policy == UpgradePolicy.auto || pin != null);
        }

        private boolean thereAlready() {
            return target.equals(installed) && !failedHere;
        }
    }

    static UpgradeDecision of(Input input) {
        boolean lower = input.target().compareTo(input.installed()) < 0;
        if (input.explicit()) {
            return lower ? USE_DOWNGRADE : explicit(input);
        }
        if (!lower && !input.thereAlready()) {
            return ROLL_OUT;
        }
        return input.pin() == null ? UNCHANGED : RELEASE_HERE;
    }

    private static UpgradeDecision explicit(Input input) {
        if (!input.thereAlready()) {
            return ROLL_OUT;
        }
        boolean held = input.target().toString().equals(input.pin());
        return input.holds() && !held ? HOLD_HERE : UNCHANGED;
    }
}
