package io.slipway.cli.custom;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "commits",
        description = "What was wanted to serve, by whom and why, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom commits greeter"})
final class CommitsCommand implements Callable<Integer> {
    @Mixin
    private CustomOptions options;

    @Parameters(paramLabel = "NAME", description = "The custom provider, or its id.")
    private String name;

    @Override
    public Integer call() {
        String id = Json.text(options.api().find(name), "id");
        JsonNode found = options.api().all(id, "commits");
        options.console().result(found, CustomTables.commits(found.path("items")));
        return ExitCode.OK;
    }
}
