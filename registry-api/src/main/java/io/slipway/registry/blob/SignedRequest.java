package io.slipway.registry.blob;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

/** A request that whoever has it may send, as it is, until it expires. @param headers that must go with it */
public record SignedRequest(String method, URI url, Map<String, String> headers, Instant expiresAt) {}
