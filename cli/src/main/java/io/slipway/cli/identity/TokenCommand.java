package io.slipway.cli.identity;

import io.slipway.cli.console.CommonOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "token",
        description = "Tokens of your organization; needs the scope admin.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CreateTokenCommand.class, ListTokensCommand.class, RevokeTokenCommand.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway token create ci --scope read --scope publish --provider acme/hello --expires-in 90d",
            "  slipway token list",
            "  slipway token revoke tok_0351HTSQeWdqHuwXXAyl9F",
        })
public final class TokenCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // for --help and --output, which subcommands take themselves
    private CommonOptions common;
}
