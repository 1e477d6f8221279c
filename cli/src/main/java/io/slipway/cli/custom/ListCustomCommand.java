package io.slipway.cli.custom;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "list",
        description = "Your organization's own providers.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom list"})
final class ListCustomCommand implements Callable<Integer> {
    @Mixin
    private CustomOptions options;

    @Override
    public Integer call() {
        JsonNode found = options.api().list();
        options.console().result(found, CustomTables.providers(found.path("items")));
        return ExitCode.OK;
    }
}
