package io.slipway.providerpackage;

/** Names from archives as they may stand in messages and logs. */
final class Printable {
    private static final int MAX = 120;

    private Printable() {}

    static String of(String name) {
        StringBuilder out = new StringBuilder();
        name.codePoints().limit(MAX).forEach(c -> {
            if (c < 0x20 || (c >= 0x7f && c < 0xa0) || Character.getType(c) == Character.FORMAT) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return name.length() > MAX ? out + "…" : out.toString();
    }
}
