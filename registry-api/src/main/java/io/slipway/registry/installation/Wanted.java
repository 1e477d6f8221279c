package io.slipway.registry.installation;

/**
 * A new installation.
 *
 * @param user by whom, {@code usr_…}; null for a token that is nobody's in particular
 * @param provider {@code org/name}
 */
record Wanted(
        String organization, String user, String environment, String provider, String version, Settings settings) {}
