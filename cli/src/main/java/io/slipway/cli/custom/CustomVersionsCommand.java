package io.slipway.cli.custom;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "versions",
        description = "Versions of a custom provider, newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom versions greeter --status deployment_failed"})
final class CustomVersionsCommand implements Callable<Integer> {
    @Mixin
    private CustomTarget target;

    @Option(
            names = "--status",
            paramLabel = "STATUS",
            split = ",",
            description = "queued, deploying, deployment_succeeded or deployment_failed; may be repeated.")
    private List<String> status = List.of();

    @Override
    public Integer call() {
        String id = target.id();
        String filter = status.stream().map(one -> "status=" + one).collect(Collectors.joining("&"));
        JsonNode found = target.api().all(id, "versions" + (filter.isEmpty() ? "" : "?" + filter));
        target.console().result(found, CustomTables.versions(found.path("items")));
        return ExitCode.OK;
    }
}
