package io.slipway.cli.custom;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = "What the steps of a deployment wrote: its build and its rollout.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom logs greeter", "  slipway custom logs greeter cpd_0351HTSQeWdqHuwXXAyl9F"})
final class CustomLogsCommand implements Callable<Integer> {
    private static final int PAGE = 500;

    @Mixin
    private CustomTarget target;

    @Parameters(index = "1", arity = "0..1", paramLabel = "DEPLOYMENT", description = "Its id; default: the last one.")
    private String deployment;

    @Override
    public Integer call() {
        String id = target.id();
        String path = "deployments/" + (deployment == null ? last(id) : deployment) + "/logs?limit=" + PAGE;
        ArrayNode lines = Json.array();
        StringBuilder text = new StringBuilder();
        String next = "";
        JsonNode items;
        do {
            JsonNode page = target.api().get(id, path + (next.isEmpty() ? "" : "&after=" + next));
            next = Json.text(page, "next");
            items = page.path("items");
            for (JsonNode line : items) {
                lines.add(line);
                text.append(Json.text(line, "step"))
                        .append(" | ")
                        .append(Json.text(line, "text"))
                        .append('\n');
            }
        } while (!items.isEmpty());
        target.console().result(Json.object().set("items", lines), text.toString());
        return ExitCode.OK;
    }

    private String last(String id) {
        JsonNode items = target.api().get(id, "deployments?limit=1").path("items");
        if (items.isEmpty()) {
            throw new CliFailure(
                    ExitCode.NOT_FOUND,
                    "not_found",
                    "Nothing of it was deployed yet.",
                    "'slipway custom deploy' deploys a version.");
        }
        return Json.text(items.path(0), "id");
    }
}
