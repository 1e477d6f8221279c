package io.slipway.cli.custom;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = "Make a custom provider; it has no version yet.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom create greeter --description 'Greets whoever asks.'"})
final class CreateCustomCommand implements Callable<Integer> {
    @Mixin
    private CustomOptions options;

    @Parameters(paramLabel = "NAME", description = "Of the provider in your organization.")
    private String name;

    @Option(names = "--description", paramLabel = "TEXT", description = "What it is for.")
    private String description;

    @Option(names = "--visibility", paramLabel = "WHO", description = "private, organization (default) or public.")
    private String visibility;

    @Override
    public Integer call() {
        ObjectNode request = Json.object().put("name", name);
        if (description != null) {
            request.put("description", description);
        }
        if (visibility != null) {
            request.put("visibility", visibility);
        }
        JsonNode created = options.api().create(request);
        options.console().result(created, CustomTables.providers(List.of(created)));
        return ExitCode.OK;
    }
}
