package io.slipway.cli.custom;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "One custom provider, or one of its versions.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom show greeter", "  slipway custom show greeter --version v1.0.0"})
final class ShowCustomCommand implements Callable<Integer> {
    @Mixin
    private CustomOptions options;

    @Parameters(paramLabel = "NAME", description = "The custom provider, or its id.")
    private String name;

    @Option(names = "--version", paramLabel = "VERSION", description = "Its id, identifier, number or index.")
    private String version;

    @Override
    public Integer call() {
        JsonNode provider = options.api().find(name);
        if (version == null) {
            options.console().result(provider, CustomTables.providers(List.of(provider)));
            return ExitCode.OK;
        }
        JsonNode found = VersionNames.find(options.api(), Json.text(provider, "id"), version);
        options.console().result(found, CustomTables.versions(List.of(found)));
        return ExitCode.OK;
    }
}
