package io.slipway.cli.custom;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "deployments",
        description = "Versions on their way to environments, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom deployments greeter"})
final class DeploymentsCommand implements Callable<Integer> {
    @Mixin
    private CustomTarget target;

    @Override
    public Integer call() {
        String id = target.id();
        JsonNode found = target.api().all(id, "deployments");
        target.console().result(found, CustomTables.deployments(found.path("items")));
        return ExitCode.OK;
    }
}
