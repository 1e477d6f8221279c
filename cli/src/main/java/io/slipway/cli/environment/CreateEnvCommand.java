package io.slipway.cli.environment;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = "Make an environment.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway env create staging"})
final class CreateEnvCommand implements Callable<Integer> {
    @Mixin
    private EnvOptions options;

    @Parameters(paramLabel = "NAME", description = "Of the environment.")
    private String name;

    @Override
    public Integer call() {
        JsonNode made = options.api().create(name);
        options.console().result(made, ListEnvsCommand.of(made));
        return ExitCode.OK;
    }
}
