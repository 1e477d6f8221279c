package io.slipway.cli.identity;

import java.util.concurrent.Callable;

import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        description = "End a token: it opens nothing from then on.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway token revoke tok_0351HTSQeWdqHuwXXAyl9F"})
final class RevokeTokenCommand implements Callable<Integer> {
    @Mixin
    private IdentityOptions options;

    @Parameters(paramLabel = "ID", description = "tok_…, as 'slipway token list' shows it.")
    private String id;

    @Override
    public Integer call() {
        options.api().revokeToken(id);
        options.console().result(Json.object().put("revoked", id), "Revoked " + id + ".");
        return ExitCode.OK;
    }
}
