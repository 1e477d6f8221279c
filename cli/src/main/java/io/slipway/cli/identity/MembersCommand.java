package io.slipway.cli.identity;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "members",
        description = "Who belongs to your organization, and as what.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway org members"})
final class MembersCommand implements Callable<Integer> {
    @Mixin
    private IdentityOptions options;

    @Override
    public Integer call() {
        JsonNode members = options.api().members();
        options.console().result(members, table(members.path("items")));
        return ExitCode.OK;
    }

    static String table(Iterable<JsonNode> members) {
        Table table = new Table("USER", "NAME", "ROLE", "SINCE");
        for (JsonNode member : members) {
            table.row(
                    Json.text(member, "user_id"),
                    Json.text(member, "name"),
                    Json.text(member, "role"),
                    Json.text(member, "created_at"));
        }
        return table.toString();
    }
}
