package io.slipway.outbound;

import java.time.Duration;

/**
 * Of one request, redirects included.
 *
 * @param connect until a connection stands, TLS included
 * @param read until the next bytes come
 * @param total from the first name that is resolved to the last byte that was read
 * @param bodyBytes of the answer's body, as it travels: nothing is decompressed
 * @param redirects that are followed; 0: a redirect is an answer as any other
 */
public record OutboundLimits(Duration connect, Duration read, Duration total, long bodyBytes, int redirects) {
    public static final OutboundLimits DEFAULT =
            new OutboundLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(2), 1024 * 1024, 5);

    public OutboundLimits withBodyBytes(long bytes) {
        return new OutboundLimits(connect, read, total, bytes, redirects);
    }

    public OutboundLimits withTotal(Duration duration) {
        return new OutboundLimits(connect, read, duration, bodyBytes, redirects);
    }
}
