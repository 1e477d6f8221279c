package io.slipway.cli.environment;

import io.slipway.cli.console.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "env",
        description = "Your organization's environments: each has installations of its own.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ListEnvsCommand.class, CreateEnvCommand.class, DeleteEnvCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway env create staging",
            "  slipway env list",
            "  slipway install acme/hello --environment staging"
        })
public final class EnvCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // for --help and --output, which subcommands take themselves
    private CommonOptions common;
}
