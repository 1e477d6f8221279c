package io.slipway.cli;

import io.slipway.cli.custom.CustomCommand;
import io.slipway.cli.demo.DemoCommand;
import io.slipway.cli.environment.EnvCommand;
import io.slipway.cli.event.EventsCommand;
import io.slipway.cli.identity.LoginCommand;
import io.slipway.cli.identity.LogoutCommand;
import io.slipway.cli.identity.OrgCommand;
import io.slipway.cli.identity.TokenCommand;
import io.slipway.cli.installation.ConfigCommand;
import io.slipway.cli.installation.DowngradeCommand;
import io.slipway.cli.installation.ExplainCommand;
import io.slipway.cli.installation.HistoryCommand;
import io.slipway.cli.installation.InstallCommand;
import io.slipway.cli.installation.InstalledCommand;
import io.slipway.cli.installation.PromoteCommand;
import io.slipway.cli.installation.ReleaseHoldCommand;
import io.slipway.cli.installation.RollbackCommand;
import io.slipway.cli.installation.UninstallCommand;
import io.slipway.cli.installation.UpgradeCommand;
import io.slipway.cli.installation.WatchCommand;
import io.slipway.cli.ops.ResyncCommand;
import io.slipway.cli.provider.DownloadCommand;
import io.slipway.cli.provider.InitCommand;
import io.slipway.cli.provider.PackCommand;
import io.slipway.cli.provider.ProvidersCommand;
import io.slipway.cli.provider.PublishCommand;
import io.slipway.cli.provider.ShareCommand;
import io.slipway.cli.provider.SharesCommand;
import io.slipway.cli.provider.UnshareCommand;
import io.slipway.cli.provider.ValidateCommand;
import io.slipway.cli.provider.VersionsCommand;
import io.slipway.cli.release.ExportCommand;
import io.slipway.cli.release.ImportCommand;
import io.slipway.cli.stack.DownCommand;
import io.slipway.cli.stack.LogsCommand;
import io.slipway.cli.stack.StatusCommand;
import io.slipway.cli.stack.UpCommand;
import io.slipway.cli.version.VersionCommand;
import picocli.CommandLine.Command;

@Command(
        name = "slipway",
        mixinStandardHelpOptions = true,
        version = "slipway 0.1.0",
        description = "A self-hosted provider registry that builds what is published and rolls it out.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            DemoCommand.class,
            InitCommand.class,
            ValidateCommand.class,
            PackCommand.class,
            PublishCommand.class,
            DownloadCommand.class,
            ProvidersCommand.class,
            ShareCommand.class,
            UnshareCommand.class,
            SharesCommand.class,
            VersionsCommand.class,
            VersionCommand.class,
            InstallCommand.class,
            InstalledCommand.class,
            ConfigCommand.class,
            UpgradeCommand.class,
            DowngradeCommand.class,
            RollbackCommand.class,
            ReleaseHoldCommand.class,
            HistoryCommand.class,
            ExplainCommand.class,
            UninstallCommand.class,
            PromoteCommand.class,
            EnvCommand.class,
            ExportCommand.class,
            ImportCommand.class,
            WatchCommand.class,
            CustomCommand.class,
            EventsCommand.class,
            ResyncCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            OrgCommand.class,
            TokenCommand.class,
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed, or what was waited for ended badly",
            "2:wrong usage, or an invalid package",
            "3:not found, or nothing runs",
            "4:conflicts with what is there",
            "5:unreachable, or the server failed",
            "6:not allowed: no, a wrong or a too narrow token",
            "7:invalid value, refused by the server",
            "8:not finished within --timeout",
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway demo                                 the main job, shown from end to end",
            "  slipway up                                   start a stack here and stay",
            "  slipway publish examples/hello/1.0.0 --wait",
            "  slipway install acme/hello --policy auto --wait",
            "",
            "SLIPWAY_URL and SLIPWAY_TOKEN, or 'slipway login', choose another server than the stack in .slipway/.",
        })
final class SlipwayCommand {}
