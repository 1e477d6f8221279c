package io.slipway.cli.identity;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "set-role",
        description = "Change what a member is, at once, also for its tokens; needs the scope admin.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway org set-role usr_0351HTSQeWdqHuwXXAyl9F operator"})
final class SetRoleCommand implements Callable<Integer> {
    @Mixin
    private IdentityOptions options;

    @Parameters(paramLabel = "USER", description = "usr_…, as 'slipway org members' shows it.")
    private String user;

    @Parameters(paramLabel = "ROLE", description = "owner, publisher, operator or viewer.")
    private String role;

    @Override
    public Integer call() {
        JsonNode member = options.api().setRole(user, role);
        options.console().result(member, MembersCommand.table(List.of(member)));
        return ExitCode.OK;
    }
}
