package io.slipway.cli.identity;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "Your organizations: the token's, and those its user is a member of.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway org list"})
final class ListOrgsCommand implements Callable<Integer> {
    @Mixin
    private IdentityOptions options;

    @Override
    public Integer call() {
        JsonNode organizations = options.api().organizations();
        Table table = new Table("NAME", "ID", "CREATED");
        for (JsonNode organization : organizations.path("items")) {
            table.row(
                    Json.text(organization, "name"),
                    Json.text(organization, "id"),
                    Json.text(organization, "created_at"));
        }
        options.console().result(organizations, table.toString());
        return ExitCode.OK;
    }
}
