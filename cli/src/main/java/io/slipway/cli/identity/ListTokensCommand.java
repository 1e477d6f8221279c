package io.slipway.cli.identity;

import java.util.StringJoiner;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "Your organization's tokens, newest first, without their secrets.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway token list", "  slipway token list -o json"})
final class ListTokensCommand implements Callable<Integer> {
    @Mixin
    private IdentityOptions options;

    @Override
    public Integer call() {
        JsonNode tokens = options.api().tokens();
        Table table = new Table("ID", "NAME", "SCOPES", "PROVIDER", "USER", "EXPIRES", "LAST USED", "REVOKED");
        for (JsonNode token : tokens.path("items")) {
            StringJoiner scopes = new StringJoiner(",");
            token.path("scopes").forEach(scope -> scopes.add(scope.asText()));
            table.row(
                    Json.text(token, "id"),
                    Json.text(token, "name"),
                    scopes.toString(),
                    Json.text(token, "provider"),
                    Json.text(token, "user_id"),
                    Json.text(token, "expires_at"),
                    Json.text(token, "last_used_at"),
                    Json.text(token, "revoked_at"));
        }
        options.console().result(tokens, table.toString());
        return ExitCode.OK;
    }
}
