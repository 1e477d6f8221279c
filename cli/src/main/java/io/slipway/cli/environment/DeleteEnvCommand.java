package io.slipway.cli.environment;

import java.util.concurrent.Callable;

import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "delete",
        description = "Delete an environment that nothing is installed in.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway env delete staging"})
final class DeleteEnvCommand implements Callable<Integer> {
    @Mixin
    private EnvOptions options;

    @Parameters(paramLabel = "NAME", description = "Of the environment.")
    private String name;

    @Override
    public Integer call() {
        options.api().delete(name);
        options.console().result(Json.object().put("deleted", name), "Deleted " + name + ".");
        return ExitCode.OK;
    }
}
