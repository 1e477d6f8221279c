package io.slipway.deployer.cluster;

/**
 * @param revision null for all
 * @param after the last line's offset, or a page's {@code next}; null from the beginning
 */
public record LogQuery(Integer revision, String after, int limit) {}
