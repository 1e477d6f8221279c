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
import picocli.CommandLine.Parameters;

@Command(
        name = "deploy",
        description = "Deploy a version to an environment; one that is still being built is waited for there.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom deploy greeter v1.0.0 --env production --wait"})
final class DeployCustomCommand implements Callable<Integer> {
    @Mixin
    private CustomTarget target;

    @Mixin
    private WaitOptions waiting;

    @Parameters(index = "1", paramLabel = "VERSION", description = "Its id, identifier, number or index.")
    private String version;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Where to (default: ${DEFAULT-VALUE}).")
    private String environment;

    @Option(names = "--message", paramLabel = "TEXT", description = "Of the commit.")
    private String message;

    @Override
    public Integer call() {
        String id = target.id();
        ObjectNode request = Json.object()
                .put("version_id", Json.text(VersionNames.find(target.api(), id, version), "id"))
                .put("environment", environment)
                .put("message", message);
        JsonNode made = target.api().post(id, "deployments", request);
        JsonNode result = waiting.wanted() ? target.following(waiting).deployment(id, Json.text(made, "id")) : made;
        target.console().result(result, CustomTables.deployments(List.of(result)));
        return ExitCode.OK;
    }
}
