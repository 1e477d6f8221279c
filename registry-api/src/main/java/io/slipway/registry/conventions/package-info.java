/**
 * What holds for every route, each convention in a class of its own: ids of requests ({@code RequestIds}), sizes ({@code
 * RequestLimits}), links between pages ({@code PageLinksFilter}), ETags ({@code EntityTags}, {@code ConditionalReadFilter}),
 * rate limits ({@code RateLimitFilter}). Keys of requests that are sent again are next door, in {@code idempotency}; errors in
 * {@code problem}. What is only configured (CORS, gzip, the time to shut down) stands in application.properties.
 */
package io.slipway.registry.conventions;
