package io.slipway.registry.oidc;

/**
 * A CI job's own proof of who it is.
 *
 * @param token the job's OIDC token, a signed JWT for this registry's audience
 * @param provider what it wants to publish, {@code org/name}
 */
record ExchangeRequest(String token, String provider) {}
