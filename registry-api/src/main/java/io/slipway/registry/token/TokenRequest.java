package io.slipway.registry.token;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A token to be made.
 *
 * @param name for people, 1 to 100 characters
 * @param scopes of read, publish, install and admin
 * @param expiresAt at most ten years ahead; null for one that does not expire
 * @param provider the only one that it may touch, {@code org/name}; null for all
 * @param userId whose it is: the token is worth what this member's role is worth; null for nobody's in particular
 */
record TokenRequest(
        String name,
        List<String> scopes,
        @Nullable Instant expiresAt,
        @Nullable String provider,
        @Nullable String userId) {}
