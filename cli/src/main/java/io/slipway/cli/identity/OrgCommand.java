package io.slipway.cli.identity;

import io.slipway.cli.console.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "org",
        description = "Organizations and their members.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CreateOrgCommand.class,
            ListOrgsCommand.class,
            MembersCommand.class,
            AddMemberCommand.class,
            SetRoleCommand.class,
            RemoveMemberCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway org create acme-labs",
            "  slipway org members",
            "  slipway org add-member --name Ada --role publisher",
        })
public final class OrgCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // for --help and --output, which subcommands take themselves
    private CommonOptions common;
}
