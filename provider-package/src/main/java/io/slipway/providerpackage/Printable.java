package io.slipway.providerpackage;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** What others wrote, as it may stand in messages and logs. */
public final class Printable {
    private static final int MAX = 120;

    private Printable() {}

    /** A name from an archive, shortened. */
    static String of(String name) {
        String shown = escaped(name.codePoints().limit(MAX), _ -> false);
        return name.length() > MAX ? shown + "…" : shown;
    }

    /** Text of any length; lines and tabs stay. No database takes NUL, and escape sequences move a terminal's cursor. */
    public static String text(String text) {
        return escaped(text.codePoints(), c -> c == '\n' || c == '\t');
    }

    private static String escaped(IntStream codePoints, IntPredicate kept) {
        StringBuilder out = new StringBuilder();
        codePoints.forEach(c -> {
            if (isPlain(c) || kept.test(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format("\\u%04x", c));
            }
        });
        return out.toString();
    }

    private static boolean isPlain(int c) {
        return c >= 0x20 && (c < 0x7f || c >= 0xa0) && Character.getType(c) != Character.FORMAT;
    }
}
