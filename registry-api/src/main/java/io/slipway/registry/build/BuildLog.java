package io.slipway.registry.build;

import java.time.Instant;
import java.util.List;

/**
 * A part of a build's log.
 *
 * @param complete whether nothing will follow the last item
 */
public record BuildLog(List<Line> items, boolean complete) {
    /** Of a build that its service has not heard of yet. */
    static final BuildLog NOT_BEGUN = new BuildLog(List.of(), false);

    /** @param line counts from 1 for each build */
    public record Line(long line, Instant time, String text) {}

    /** The last line's number, or {@code before} when there is none. */
    long end(long before) {
        return items.isEmpty() ? before : items.getLast().line();
    }
}
