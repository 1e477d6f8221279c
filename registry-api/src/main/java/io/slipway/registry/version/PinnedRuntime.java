package io.slipway.registry.version;

/**
 * A runtime as it was configured when the version was published.
 *
 * @param image {@code repository@sha256:…} of its base; null when it has none
 */
public record PinnedRuntime(String name, String version, String image) {}
