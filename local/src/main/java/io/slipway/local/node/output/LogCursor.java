package io.slipway.local.node.output;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where a reader is in the logs of an installation's revisions: a byte offset each, printed as {@code 1.500-2.0}. */
public record LogCursor(Map<Integer, Long> offsets) {

    /** @throws IllegalArgumentException when this is not a cursor that was handed out */
    public static LogCursor parse(String text) {
        Map<Integer, Long> offsets = new TreeMap<>();
        if (text != null && !text.isEmpty()) {
            for (String part : text.split("-")) {
                String[] pair = part.split("\\.");
                if (pair.length != 2) {
                    throw new IllegalArgumentException("after must be an offset that a log line carried: " + text);
                }
                offsets.put(Integer.valueOf(pair[0]), Long.valueOf(pair[1]));
            }
        }
        return new LogCursor(offsets);
    }

    public long of(int revision) {
        return offsets.getOrDefault(revision, 0L);
    }

    public LogCursor with(int revision, long offset) {
        Map<Integer, Long> changed = new TreeMap<>(offsets);
        changed.put(revision, offset);
        return new LogCursor(changed);
    }

    @Override
    public String toString() {
        return offsets.entrySet().stream()
                .map(entry -> entry.getKey() + "." + entry.getValue())
                .collect(Collectors.joining("-"));
    }
}
