package io.slipway.registry.installation;

import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.registry.version.Version;

/**
 * Where settings lead an installation: the version that is there, and the one that its policy goes to by itself.
 *
 * @param ahead higher than {@code installed}; null when the policy leads nowhere
 */
record PolicyLead(Version installed, Version ahead) {

    /** @param latest in the range; null when there is none */
    static PolicyLead of(Installation installation, Settings wanted, Version installed, Version latest) {
        boolean follows = wanted.upgradePolicy() == UpgradePolicy.auto
                && installation.pin() == null
                && latest != null
                && VersionOrder.lower(installed.number(), latest.number())
                && !installation.standing().failedHere(latest.number());
        return new PolicyLead(installed, follows ? latest : null);
    }
}
