package io.slipway.cli.installation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.slipway.cli.console.Json;

/** A value from the command line: JSON numbers, true and false as such, a JSON string without its quotes, else text. */
final class ConfigValue {
    private ConfigValue() {}

    static JsonNode of(String text) {
        return Json.parse(text)
                .filter(node -> node.isNumber() || node.isBoolean() || node.isTextual())
                // Jackson reads "12 monkeys" as 12: only what is a value from end to end counts.
                .filter(node -> node.toString().equals(text))
                .orElseGet(() -> TextNode.valueOf(text));
    }
}
