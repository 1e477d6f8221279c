package io.slipway.registry.installation;

/**
 * What a request came to.
 *
 * @param accepted whether deployer has something to do now
 */
record Changed(InstallationView installation, long generation, boolean accepted) {

    /** With what a dry run tells. */
    Changed told(DryRunView dryRun) {
        return new Changed(installation.told(dryRun), generation, false);
    }
}
