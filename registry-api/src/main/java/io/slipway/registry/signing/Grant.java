package io.slipway.registry.signing;

import java.time.Instant;

/**
 * What a URL allows: one method on one path until then, for a body of that size and content.
 *
 * @param path from this registry's root on
 * @param maxBytes of the body; 0 for none
 * @param bytes of the body exactly; null when only the maximum is known
 * @param sha256 64 lowercase hex digits; null for any content
 */
public record Grant(String method, String path, Instant expiresAt, long maxBytes, Long bytes, String sha256) {
    /** A body that is known. */
    public static Grant put(String path, Instant expiresAt, long maxBytes, Long bytes, String sha256) {
        return new Grant("PUT", path, expiresAt, maxBytes, bytes, sha256);
    }

    /** No body. */
    public static Grant get(String path, Instant expiresAt) {
        return new Grant("GET", path, expiresAt, 0, null, null);
    }
}
