package io.slipway.registry.installation;

/**
 * What a request came to.
 *
 * @param accepted whether deployer has something to do now
 */
record Changed(InstallationView installation, long generation, boolean accepted) {

    /** With what was on its way before; null when nothing was. */
    Changed instead(Superseded superseded) {
        return new Changed(installation.instead(superseded), generation, accepted);
    }

    /** With what a dry run tells. */
    Changed told(DryRunView dryRun) {
        return new Changed(installation.told(dryRun), generation, false);
    }
}
