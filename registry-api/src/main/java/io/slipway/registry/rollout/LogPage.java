package io.slipway.registry.rollout;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A part of what a provider has written.
 *
 * @param next what to ask for as {@code after}; null at the end
 */
public record LogPage(List<Line> items, @Nullable String next) {
    static final String EVENTS_EXAMPLE = """
            event:line
            id:1-0
            data:{"offset":"1-0","time":"2026-11-21T17:00:00Z","revision":1,"text":"listening on 8080"}

            """;
    static final LogPage EMPTY = new LogPage(List.of(), null);

    /**
     * @param offset names the line
     * @param time null when nobody noted it
     * @param revision which revision wrote it; null when nobody noted it
     */
    @Schema(name = "ProviderLogLine")
    public record Line(
            String offset, @Nullable Instant time, @Nullable Integer revision, String text) {}

    /** Where the following page begins. @param before where this one began */
    String end(String before) {
        if (next != null) {
            return next;
        }
        return items.isEmpty() ? before : items.getLast().offset();
    }
}
