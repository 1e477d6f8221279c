package io.slipway.registry.installation;

import java.time.Instant;
import java.util.Map;

import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import io.slipway.contracts.InstallationOutcome.Phase;
import org.jspecify.annotations.Nullable;

/**
 * An installation as the API shows it.
 *
 * @param organization the tenant
 * @param providerName {@code org/name}
 * @param installedVersion the accepted target; after an automatic rollback the one that serves
 * @param currentVersion what serves; null when nothing does
 * @param held whether a version is pinned that no policy overrides
 * @param message what the status means, and what can be done
 * @param superseded only in the answer to the request that superseded it: what was on its way
 * @param dryRun only in the answer to a dry run: what the request would come to
 * @param url where the provider answers; null until it has served
 */
record InstallationView(
        String id,
        String organization,
        String environment,
        String providerName,
        String installedVersion,
        @Nullable String currentVersion,
        UpgradePolicy upgradePolicy,
        @Nullable String versionRange,
        ResourceTier resourceTier,
        Map<String, Object> config,
        boolean held,
        @Nullable String pinnedVersion,
        Phase status,
        @Nullable String message,
        @Nullable String url,
        Instant installedAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Superseded superseded,
        @Nullable DryRunView dryRun) {

    InstallationView instead(Superseded given) {
        return with(given, dryRun);
    }

    InstallationView told(DryRunView plan) {
        return with(null, plan);
    }

    private InstallationView with(Superseded given, DryRunView plan) {
        return new InstallationView(
                id,
                organization,
                environment,
                providerName,
                installedVersion,
                currentVersion,
                upgradePolicy,
                versionRange,
                resourceTier,
                config,
                held,
                pinnedVersion,
                status,
                message,
                url,
                installedAt,
                createdAt,
                updatedAt,
                given,
                plan);
    }
}
