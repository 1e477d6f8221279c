package io.slipway.registry.membership;

import org.jspecify.annotations.Nullable;

/**
 * The first organization.
 *
 * @param secret {@code slipway.bootstrap.secret}
 * @param name of the organization
 * @param ownerName of the user that is made for it; {@code owner} when left out
 */
record BootstrapRequest(
        String secret, String name, @Nullable String ownerName) {}
