package io.slipway.testing;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which tables a statement read, and which of them from end to end, as {@link Plans} saw it.
 *
 * @param statement as it was sent
 */
public record TableReads(String statement, Set<String> tables, Set<String> whole) {
    private static final Pattern STATEMENT = Pattern.compile("\"Query Text\": \"((?:[^\"\\\\]++|\\\\.)*+)\"");
    private static final Pattern TABLE = Pattern.compile("\"Relation Name\": \"([^\"]+)\"");
    /** A step's own fields come before the steps below it. */
    private static final Pattern WHOLE =
            Pattern.compile("\"Node Type\": \"Seq Scan\",[^{}\\[\\]]*?\"Relation Name\": \"([^\"]+)\"");

    static TableReads of(String explained) {
        return new TableReads(
                String.join(" ", all(STATEMENT, explained)), all(TABLE, explained), all(WHOLE, explained));
    }

    private static Set<String> all(Pattern pattern, String explained) {
        Set<String> found = new TreeSet<>();
        pattern.matcher(explained).results().forEach(match -> found.add(match.group(1)));
        return found;
    }
}
