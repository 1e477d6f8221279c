package io.slipway.cli.provider;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "shares",
        description = "List whom your provider is shared with.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway shares acme/hello"})
public final class SharesCommand implements Callable<Integer> {
    @Mixin
    private ShareOptions options;

    @Override
    public Integer call() {
        JsonNode shares = options.api().shares(options.provider());
        Table table = new Table("WITH", "SINCE");
        for (JsonNode share : shares.path("items")) {
            String organization = Json.text(share, "organization");
            table.row(
                    organization.isEmpty() ? Json.text(share, "user_id") : organization,
                    Json.text(share, "created_at"));
        }
        options.console().result(shares, table.toString());
        return ExitCode.OK;
    }
}
