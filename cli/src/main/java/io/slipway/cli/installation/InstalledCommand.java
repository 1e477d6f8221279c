package io.slipway.cli.installation;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.stack.ConnectionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "installed",
        description = "List what your organization has installed.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway installed",
            "  slipway installed --environment staging",
            "  slipway installed --org globex -o json"
        })
public final class InstalledCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            description = "In this one only; may be repeated.")
    private List<String> environments = List.of();

    @Override
    public Integer call() {
        JsonNode page = connection.api().installed(environments);
        common.console().result(page, InstallationText.table(page.path("items")));
        return ExitCode.OK;
    }
}
