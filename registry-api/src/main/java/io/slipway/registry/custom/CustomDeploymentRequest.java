package io.slipway.registry.custom;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version that is wanted in an environment.
 *
 * @param versionId {@code cpv_…}
 * @param environment name or id
 * @param message of the commit
 */
record CustomDeploymentRequest(
        String versionId,
        @Schema(defaultValue = "default") @Nullable String environment,
        @Schema(maxLength = 1000) @Nullable String message) {}
