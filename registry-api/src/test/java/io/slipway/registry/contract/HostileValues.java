package io.slipway.registry.contract;

import java.util.List;

/** What programs stumble over. JSON values are raw text: some are none. */
final class HostileValues {
    private static final int DEEP = 10_000;

    /** One of each kind is always tried. */
    static final List<List<String>> KINDS_OF_TEXT = List.of(
            List.of("a".repeat(3_000)),
            List.of("😀".repeat(50), "\u202egnp.exe", "\ufeff", "ﷺ"),
            List.of("\u0000", "a\u0000b"),
            List.of("-1"));

    /** Wrong types, huge, unicode, NUL, negative, deep. */
    static final List<List<String>> KINDS_OF_JSON = List.of(
            List.of("true", "1.5", "[null]", "[[1],{\"a\":null}]", "{\"\":{\"\\u0000\":1}}"),
            List.of("9".repeat(5_000), "\"" + "a".repeat(200_000) + "\"", "9223372036854775808"),
            List.of("\"\\ud800\"", "\"😀\\u202e\"", "\"\\ufeffﷺ\""),
            List.of("\"\\u0000\"", "\"a\\u0000b\""),
            List.of("-1"),
            List.of("[".repeat(DEEP) + "]".repeat(DEEP), "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP)));

    static final List<String> TEXTS = List.of(
            "",
            " ",
            "null",
            "\u0000",
            "a\u0000b",
            "../../../etc/passwd",
            "'; drop table version; --",
            "%",
            "_",
            "\\",
            "😀".repeat(50),
            "\u202egnp.exe",
            "\ufeff",
            "ﷺ",
            "a".repeat(3_000),
            "-1",
            "0",
            "9223372036854775808",
            "NaN",
            "1e400",
            "true",
            "[]",
            "prv_",
            "ü/ß",
            "\r\nX-Injected: yes",
            "2026-13-45");

    static final List<String> JSON = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "9223372036854775808",
            "9".repeat(5_000),
            "[]",
            "{}",
            "\"\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"" + "a".repeat(200_000) + "\"",
            "[null]",
            "[[1],{\"a\":null}]",
            "{\"\":{\"\\u0000\":1}}",
            "{\"$ref\":\"#\"}",
            "[".repeat(DEEP) + "]".repeat(DEEP),
            "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
            "tru",
            "'a'",
            "NaN");

    private HostileValues() {}
}
