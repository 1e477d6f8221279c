package io.slipway.cli.custom;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.CustomApi;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.WaitOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the commands on one custom provider take. */
final class CustomTarget {
    @Mixin
    private CustomOptions options;

    @Parameters(index = "0", paramLabel = "NAME", description = "The custom provider, or its id.")
    private String name;

    Console console() {
        return options.console();
    }

    CustomApi api() {
        return options.api();
    }

    Following following(WaitOptions waiting) {
        return options.following(waiting);
    }

    JsonNode find() {
        return api().find(name);
    }

    String id() {
        return Json.text(find(), "id");
    }
}
