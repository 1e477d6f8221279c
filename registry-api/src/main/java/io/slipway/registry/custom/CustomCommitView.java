package io.slipway.registry.custom;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wanted to serve, and why.
 *
 * @param fromVersionId what served before; null when nothing did, or when several environments are meant
 * @param environment name of the environment that it is for; null for none or several
 * @param deploymentIds what was made for it, one for each environment
 * @param fromEnvironment name of the environment that a promoted version came from; null when it came from none
 */
record CustomCommitView(
        @Schema(enumeration = "custom_provider.commit") String object,
        String id,

        @Schema(enumeration = {"create", "merge", "rollback"})
        String type,

        @Nullable String message,
        String customProviderId,
        @Nullable String fromVersionId,
        String toVersionId,
        @Nullable String environment,
        @Nullable String fromEnvironment,
        @Nullable CustomActor actor,
        Instant createdAt,
        List<String> deploymentIds) {
    static final String OBJECT = "custom_provider.commit";
}
