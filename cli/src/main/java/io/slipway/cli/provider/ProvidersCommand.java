package io.slipway.cli.provider;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import io.slipway.cli.stack.ConnectionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "providers",
        description = "List the providers that you may read.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway providers", "  slipway providers --search hello -o json"})
public final class ProvidersCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Option(names = "--search", paramLabel = "TEXT", defaultValue = "", description = "Only those that match.")
    private String search;

    @Override
    public Integer call() {
        JsonNode page = connection.api().providers(search);
        Table table = new Table("PROVIDER", "LATEST", "DESCRIPTION");
        for (JsonNode provider : page.path("items")) {
            String name = Json.text(provider, provider.has("provider_name") ? "provider_name" : "name");
            table.row(name, Json.text(provider, "latest_version"), Json.text(provider, "description"));
        }
        common.console().result(page, table.toString());
        return ExitCode.OK;
    }
}
