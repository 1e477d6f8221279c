package io.slipway.registry.installation;

import java.util.Map;

import io.slipway.contracts.InstallationIntent.ResourceTier;
import io.slipway.contracts.InstallationIntent.UpgradePolicy;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A merge patch of an installation, for the API's description only: what is left out is not the same as null. */
record InstallationPatch(
        @Nullable UpgradePolicy upgradePolicy,

        @Schema(description = "In npm's notation; null: any") @Nullable String versionRange,

        @Nullable ResourceTier resourceTier,

        @Schema(description = "Null removes a name") @Nullable Map<String, Object> config) {}
