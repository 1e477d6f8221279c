package io.slipway.cli.custom;

import io.slipway.cli.console.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "custom",
        description = "Custom providers: your organization's own, with their versions, environments and deployments.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ListCustomCommand.class,
            CreateCustomCommand.class,
            ShowCustomCommand.class,
            CustomVersionsCommand.class,
            PublishCustomCommand.class,
            DeployCustomCommand.class,
            RollBackCustomCommand.class,
            CommitsCommand.class,
            DeploymentsCommand.class,
            CustomLogsCommand.class,
            CustomEnvironmentsCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway custom create greeter",
            "  slipway custom env greeter --add default",
            "  slipway custom publish greeter examples/hello/1.0.0 --identifier v1.0.0 --wait",
            "  slipway custom rollback greeter --wait",
        })
public final class CustomCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // for --help and --output, which subcommands take themselves
    private CommonOptions common;
}
