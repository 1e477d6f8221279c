package io.slipway.registry.installation;

import io.slipway.providerpackage.VersionNumber;

/** What a request to go down to a version comes to. */
enum DowngradeDecision {
    ROLL_OUT,
    /** The version is there; from now on it is held. */
    HOLD_HERE,
    UNCHANGED,
    USE_UPGRADE;

    /** @param installed the accepted target. @param pin null when nothing is held */
    static DowngradeDecision of(VersionNumber installed, VersionNumber target, String pin) {
        int order = target.compareTo(installed);
        if (order > 0) {
            return USE_UPGRADE;
        }
        if (order < 0) {
            return ROLL_OUT;
        }
        return target.toString().equals(pin) ? UNCHANGED : HOLD_HERE;
    }
}
