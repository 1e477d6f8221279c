package io.slipway.cli.provider;

import java.util.List;
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
        description = "List the providers that you may see, the newest first, or search them, the best match first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway providers",
            "  slipway providers --query 'object store' --tag s3",
            "  slipway providers --scope shared -o json"
        })
public final class ProvidersCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = {"--query", "--search"},
            paramLabel = "TEXT",
            description = "Words of the name, the tags or the description, or how they begin.")
    private String query;

    @Option(
            names = "--scope",
            description = "public: everybody's. organization: your organization's. shared: what is shared with you.")
    private String scope;

    @Option(names = "--tag", description = "Only those that have it; repeated: all of them.")
    private List<String> tags = List.of();

    @Override
    public Integer call() {
        JsonNode page = connection.api().providers(query, scope, tags);
        Table table = new Table("PROVIDER", "LATEST", "VISIBILITY", "DESCRIPTION");
        for (JsonNode provider : page.path("items")) {
            table.row(
                    Json.text(provider, "name"),
                    Json.text(provider, "latest_version"),
                    Json.text(provider, "visibility"),
                    Json.text(provider, "description"));
        }
        common.console().result(page, table.toString());
        return ExitCode.OK;
    }
}
