package io.slipway.cli.identity;

import java.util.concurrent.Callable;

import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "remove-member",
        description = "Remove a member; its tokens here end at once. Needs the scope admin.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway org remove-member usr_0351HTSQeWdqHuwXXAyl9F"})
final class RemoveMemberCommand implements Callable<Integer> {
    @Mixin
    private IdentityOptions options;

    @Parameters(paramLabel = "USER", description = "usr_…, as 'slipway org members' shows it.")
    private String user;

    @Override
    public Integer call() {
        options.api().removeMember(user);
        options.console().result(Json.object().put("removed", user), "Removed " + user + ".");
        return ExitCode.OK;
    }
}
