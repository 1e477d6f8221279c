package io.slipway.registry.installation;

import java.util.LinkedHashMap;
import java.util.Map;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * @param providerName {@code org/name}
 * @param version null for the latest published one
 * @param upgradePolicy auto or manual (default)
 * @param versionRange in npm's notation; null for any
 * @param resourceTier free, standard (default) or performance
 * @param config the provider's environment; null values are left out
 * @param environment {@code default} when null
 */
record InstallRequest(
        String providerName,
        @Nullable String version,

        @Schema(
                enumeration = {"auto", "manual"},
                defaultValue = "manual")
        @Nullable String upgradePolicy,

        @Nullable String versionRange,

        @Schema(
                enumeration = {"free", "standard", "performance"},
                defaultValue = "standard")
        @Nullable String resourceTier,

        @Nullable Map<String, Object> config,
        @Schema(defaultValue = "default") @Nullable String environment) {

    /** @throws ProblemException 422 */
    Settings settings() {
        Map<String, Object> given = new LinkedHashMap<>();
        given.put("upgrade_policy", upgradePolicy);
        given.put("version_range", versionRange);
        given.put("resource_tier", resourceTier);
        given.put("config", config);
        return SettingsReader.merge(SettingsReader.DEFAULTS, given);
    }

    /** @throws ProblemException 422 when it is left out */
    String requiredProvider() {
        if (providerName == null) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "/provider_name", "is required: organization/name");
        }
        return providerName;
    }
}
