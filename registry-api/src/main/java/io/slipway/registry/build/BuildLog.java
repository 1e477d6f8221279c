package io.slipway.registry.build;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A part of a build's log.
 *
 * @param complete whether nothing will follow the last item
 */
public record BuildLog(List<Line> items, boolean complete) {
    static final String TEXT_EXAMPLE = "Fetched 1204 bytes\nBuilt providers/acme/hello@sha256:9f86d0…\n";
    static final String EVENTS_EXAMPLE = """
            event:line
            id:1
            data:{"line":1,"time":"2026-11-21T17:00:00Z","text":"Fetched 1204 bytes"}

            event:end
            data:{}

            """;

    /** Of a build that its service has not heard of yet. */
    static final BuildLog NOT_BEGUN = new BuildLog(List.of(), false);

    /** @param line counts from 1 for each build */
    @Schema(name = "BuildLogLine")
    public record Line(long line, @Nullable Instant time, String text) {}

    /** The last line's number, or {@code before} when there is none. */
    public long end(long before) {
        return items.isEmpty() ? before : items.getLast().line();
    }
}
