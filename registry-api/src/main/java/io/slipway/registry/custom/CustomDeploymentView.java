package io.slipway.registry.custom;

import java.time.Instant;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version on its way to an environment.
 *
 * @param status queued: its build is not taken up yet; deploying: it is built or rolled out
 * @param trigger manual: a user or a token; scm: a workflow; system: nobody asked for it
 * @param environment name
 * @param errorCode why it failed; null unless it did, as is {@code errorMessage}
 * @param supersededBy the later deployment to the same environment that it made way for; null when it did not
 */
record CustomDeploymentView(
        @Schema(enumeration = "custom_provider.deployment") String object,
        String id,

        @Schema(enumeration = {"queued", "deploying", "succeeded", "failed"})
        String status,

        @Schema(enumeration = {"manual", "system", "scm"}) String trigger,
        String customProviderId,
        @Nullable String providerId,
        String customProviderVersionId,
        Commit commit,
        @Nullable CustomActor actor,
        Instant createdAt,
        Instant updatedAt,
        String environment,
        String environmentId,
        @Nullable String errorCode,
        @Nullable String errorMessage,
        @Nullable String supersededBy) {
    static final String OBJECT = "custom_provider.deployment";

    /** What it was made for. */
    @Schema(name = "CustomDeploymentCommit")
    record Commit(
            String id,

            @Schema(enumeration = {"create", "merge", "rollback"})
            String type,

            @Nullable String message,
            Instant createdAt) {}
}
