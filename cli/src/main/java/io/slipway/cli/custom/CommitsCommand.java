package io.slipway.cli.custom;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "commits",
        description = "What was wanted to serve, by whom and why, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom commits greeter"})
final class CommitsCommand implements Callable<Integer> {
    @Mixin
    private CustomTarget target;

    @Override
    public Integer call() {
        String id = target.id();
        JsonNode found = target.api().all(id, "commits");
        target.console().result(found, CustomTables.commits(found.path("items")));
        return ExitCode.OK;
    }
}
