package io.slipway.cli.environment;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "The environments that there are.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway env list"})
final class ListEnvsCommand implements Callable<Integer> {
    @Mixin
    private EnvOptions options;

    @Override
    public Integer call() {
        JsonNode environments = options.api().list();
        options.console().result(environments, table(environments.path("items")));
        return ExitCode.OK;
    }

    static String of(JsonNode environment) {
        return table(List.of(environment));
    }

    private static String table(Iterable<JsonNode> environments) {
        Table table = new Table("NAME", "MADE", "BY", "ID");
        for (JsonNode environment : environments) {
            table.row(
                    Json.text(environment, "name"),
                    Json.text(environment, "created_at"),
                    Json.text(environment, "actor"),
                    Json.text(environment, "id"));
        }
        return table.toString();
    }
}
