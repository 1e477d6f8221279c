package io.slipway.deployer.cluster;

/**
 * Where an installation belongs: a cluster keeps what is of one tenant and environment together.
 *
 * @param installation its id
 * @param organization the tenant
 * @param provider {@code org/name}
 */
public record Placement(String installation, String organization, String environment, String provider) {}
