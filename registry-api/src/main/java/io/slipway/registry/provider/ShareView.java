package io.slipway.registry.provider;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * That somebody reads a provider whatever its visibility.
 *
 * @param provider {@code org/name}
 * @param userId the user that it is shared with; null when it is an organization
 * @param organization the organization whose members all read it; null when it is a user
 */
public record ShareView(
        String id,
        String provider,
        @Nullable String userId,
        @Nullable String organization,
        Instant createdAt) {}
