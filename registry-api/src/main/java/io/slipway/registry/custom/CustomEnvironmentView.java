package io.slipway.registry.custom;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** An environment of a custom provider. */
record CustomEnvironmentView(
        @Schema(enumeration = "custom_provider.environment") String object, String id, Details environment) {
    static final String OBJECT = "custom_provider.environment";

    /**
     * What runs there.
     *
     * @param providerId null until a version of the provider was published
     * @param currentProviderVersionId what serves; null when nothing does
     * @param instanceId the installation; null when there is none
     * @param name of the organization's environment
     */
    @Schema(name = "CustomEnvironmentDetails")
    record Details(
            @Schema(enumeration = "custom_provider.environment")
            String object,

            String id,
            String customProviderId,
            @Nullable String providerId,
            @Nullable String currentProviderVersionId,
            @Nullable String instanceId,
            Instant createdAt,
            Instant updatedAt,
            String name) {}
}
