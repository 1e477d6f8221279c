package io.slipway.registry.installation;

import java.util.Map;

import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;

/**
 * What a tenant may change in place.
 *
 * @param versionRange what an automatic policy keeps within; null for any version
 * @param config scalars by name, given to the provider as its environment
 */
record Settings(
        UpgradePolicy upgradePolicy, String versionRange, ResourceTier resourceTier, Map<String, Object> config) {

    boolean asksForAnotherRollout(Map<String, Object> config, ResourceTier tier) {
        return !this.config.equals(config) || resourceTier != tier;
    }
}
