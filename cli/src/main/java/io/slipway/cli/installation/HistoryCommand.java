package io.slipway.cli.installation;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "history",
        description =
                "Show every rollout of an installation, newest first; 'slipway explain --rollout' says why it began.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway history acme/hello", "  slipway history acme/hello -o json"})
public final class HistoryCommand implements Callable<Integer> {
    @Mixin
    private InstallationTarget target;

    @Override
    public Integer call() {
        JsonNode rollouts = target.api().history(target.provider());
        target.console().result(rollouts, table(rollouts.path("items")));
        return ExitCode.OK;
    }

    private static String table(JsonNode rollouts) {
        Table table = new Table("ROLLOUT", "FROM", "TO", "RULE", "RESULT", "REASON", "STARTED", "SECONDS", "ACTOR");
        for (JsonNode rollout : rollouts) {
            table.row(
                    Json.text(rollout, "id"),
                    Json.text(rollout, "from_version"),
                    Json.text(rollout, "to_version"),
                    Json.text(rollout, "rule"),
                    rollout.hasNonNull("result") ? Json.text(rollout, "result") : "running",
                    Json.text(rollout, "reason"),
                    Json.text(rollout, "started_at"),
                    Json.text(rollout, "duration_seconds"),
                    Json.text(rollout, "actor"));
        }
        return table.toString();
    }
}
