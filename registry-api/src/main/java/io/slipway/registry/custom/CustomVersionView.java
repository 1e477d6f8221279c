package io.slipway.registry.custom;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version of a custom provider.
 *
 * @param index counts from 1 for each custom provider, without gaps
 * @param identifier as it was given; the version's number when it was published as one of the provider
 * @param deployment the last one; null when it was deployed nowhere
 * @param environments where it is deployed
 * @param providerId null until a version of the provider was published
 * @param version its number as a version of the provider
 * @param providerVersionId the same version there
 */
record CustomVersionView(
        @Schema(enumeration = "custom_provider.version") String object,
        String id,

        @Schema(enumeration = {"queued", "deploying", "deployment_succeeded", "deployment_failed"})
        String status,

        int index,
        @Nullable String identifier,
        @Nullable CustomDeploymentView deployment,
        List<CustomEnvironmentView> environments,
        String customProviderId,
        @Nullable String providerId,
        @Nullable CustomActor actor,
        Instant createdAt,
        Instant updatedAt,
        String version,
        String providerVersionId) {
    static final String OBJECT = "custom_provider.version";
}
