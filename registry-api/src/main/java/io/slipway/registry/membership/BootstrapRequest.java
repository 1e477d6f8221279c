package io.slipway.registry.membership;

/**
 * The first organization.
 *
 * @param secret {@code slipway.bootstrap.secret}
 * @param name of the organization
 * @param ownerName of the user that is made for it; {@code owner} when left out
 */
record BootstrapRequest(String secret, String name, String ownerName) {}
