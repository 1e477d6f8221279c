package io.slipway.cli.installation;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Console;

/** Prints a state only when it differs from the one before. */
final class Changes {
    private final Console console;
    private String last = "";

    Changes(Console console) {
        this.console = console;
    }

    void show(JsonNode state, String text) {
        if (!text.equals(last)) {
            console.result(state, text);
            last = text;
        }
    }
}
