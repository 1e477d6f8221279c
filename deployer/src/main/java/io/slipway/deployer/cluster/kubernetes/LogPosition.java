package io.slipway.deployer.cluster.kubernetes;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;

/**
 * Where a line stands among all lines of an installation.
 *
 * @param ordinal from 0, among the lines of one pod with the same time
 */
record LogPosition(Instant time, String pod, int ordinal) implements Comparable<LogPosition> {
    static final LogPosition BEGINNING = new LogPosition(Instant.MIN, "", 0);

    private static final Comparator<LogPosition> ORDER = Comparator.<LogPosition, Instant>comparing(LogPosition::time)
            .thenComparing(LogPosition::pod)
            .thenComparingInt(LogPosition::ordinal);

    /** The beginning for null, and for what is no position: a client of another cluster may have kept it. */
    static LogPosition parse(String text) {
        String[] parts = text == null ? new String[0] : text.split("/", 3);
        Instant time = parts.length == 3 ? time(parts[0]) : null;
        return time == null || !parts[2].matches("\\d{1,9}")
                ? BEGINNING
                : new LogPosition(time, parts[1], Integer.parseInt(parts[2]));
    }

    /** Null when it is none (RFC 3339). */
    static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    /** The next line's. */
    LogPosition following(Instant at, String of) {
        boolean same = at.equals(time) && of.equals(pod);
        return new LogPosition(at, of, same ? ordinal + 1 : 0);
    }

    @Override
    public int compareTo(LogPosition other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return time + "/" + pod + "/" + ordinal;
    }
}
