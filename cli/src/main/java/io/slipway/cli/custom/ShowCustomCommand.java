package io.slipway.cli.custom;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "show",
        description = "One custom provider, or one of its versions.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom show greeter", "  slipway custom show greeter --version v1.0.0"})
final class ShowCustomCommand implements Callable<Integer> {
    @Mixin
    private CustomTarget target;

    @Option(names = "--version", paramLabel = "VERSION", description = "Its id, identifier, number or index.")
    private String version;

    @Override
    public Integer call() {
        JsonNode provider = target.find();
        if (version == null) {
            target.console().result(provider, CustomTables.providers(List.of(provider)));
            return ExitCode.OK;
        }
        JsonNode found = VersionNames.find(target.api(), Json.text(provider, "id"), version);
        target.console().result(found, CustomTables.versions(List.of(found)));
        return ExitCode.OK;
    }
}
