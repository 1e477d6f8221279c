package io.slipway.cli.custom;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.WaitOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rollback",
        description = "Back to what served in an environment before what serves there now.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom rollback greeter --env production --message 'It leaks' --wait"})
final class RollBackCustomCommand implements Callable<Integer> {
    @Mixin
    private CustomTarget target;

    @Mixin
    private WaitOptions waiting;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Where (default: ${DEFAULT-VALUE}).")
    private String environment;

    @Option(names = "--message", paramLabel = "TEXT", description = "Of the commit.")
    private String message;

    @Override
    public Integer call() {
        String id = target.id();
        ObjectNode request = Json.object()
                .put("type", "rollback")
                .put("environment", environment)
                .put("message", message);
        JsonNode commit = target.api().post(id, "commits", request);
        if (waiting.wanted()) {
            String deployment = commit.path("deployment_ids").path(0).asText();
            target.following(waiting).deployment(id, deployment);
        }
        target.console().result(commit, CustomTables.commits(List.of(commit)));
        return ExitCode.OK;
    }
}
