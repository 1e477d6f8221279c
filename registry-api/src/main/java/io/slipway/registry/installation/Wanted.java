package io.slipway.registry.installation;

/** A new installation. @param provider {@code org/name} */
record Wanted(String organization, String environment, String provider, String version, Settings settings) {}
