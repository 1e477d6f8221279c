package io.slipway.registry.oidc;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A CI workflow that may publish a provider.
 *
 * @param provider {@code org/name}
 * @param repositoryId the issuer's immutable id of the repository
 * @param workflow the workflow's file, such as {@code release.yml}
 * @param environment null when any, or none, will do
 */
public record PublisherView(
        String id,
        String provider,
        String issuer,
        String repositoryId,
        String workflow,
        @Nullable String environment,
        Instant createdAt) {}
