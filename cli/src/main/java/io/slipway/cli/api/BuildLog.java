package io.slipway.cli.api;

import java.util.Iterator;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.slipway.cli.console.Json;

/** Reads the build log as server-sent events (WHATWG HTML, section 9.2) until its {@code end}. */
final class BuildLog {
    private static final String DATA = "data:";

    private BuildLog() {}

    static void follow(Stream<String> events, Consumer<String> lines) {
        try (events) {
            for (Iterator<String> all = events.iterator(); all.hasNext(); ) {
                String line = all.next();
                if (line.replace(" ", "").equals("event:end")) {
                    return;
                }
                if (line.startsWith(DATA)) {
                    lines.accept(text(line.substring(DATA.length()).strip()));
                }
            }
        }
    }

    private static String text(String data) {
        return Json.parse(data)
                .filter(json -> json.hasNonNull("text"))
                .map(json -> Json.text(json, "text"))
                .orElse(data);
    }
}
