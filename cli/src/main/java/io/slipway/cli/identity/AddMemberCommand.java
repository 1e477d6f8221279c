package io.slipway.cli.identity;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "add-member",
        description = "Add a member: a new user, or one that exists elsewhere; needs the scope admin.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway org add-member --name Ada --role publisher",
            "  slipway org add-member --user usr_0351HTSQeWdqHuwXXAyl9F --role viewer",
        })
final class AddMemberCommand implements Callable<Integer> {
    @Mixin
    private IdentityOptions options;

    @ArgGroup(multiplicity = "1")
    private Who who;

    @Option(names = "--role", required = true, description = "owner, publisher, operator or viewer.")
    private String role;

    static final class Who {
        @Option(names = "--name", paramLabel = "NAME", description = "Of a new user.")
        private String name;

        @Option(names = "--user", paramLabel = "USER", description = "One that exists: usr_….")
        private String user;
    }

    @Override
    public Integer call() {
        ObjectNode request = Json.object().put("name", who.name).put("user_id", who.user);
        JsonNode member = options.api().addMember(request, role);
        options.console().result(member, MembersCommand.table(List.of(member)));
        return ExitCode.OK;
    }
}
