package io.slipway.cli.provider;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import io.slipway.cli.stack.ConnectionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "versions",
        description = "List a provider's versions, the newest first.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway versions acme/hello"})
public final class VersionsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(paramLabel = "ORG/NAME", description = "The provider.")
    private String provider;

    @Override
    public Integer call() {
        JsonNode page = connection.api().versions(Packages.name(provider));
        Table table = new Table("VERSION", "STATUS", "RUNTIME", "PUBLISHED", "IMAGE");
        for (JsonNode version : page.path("items")) {
            table.row(
                    Json.text(version, "version"),
                    Json.text(version, "status"),
                    Json.text(version, "runtime_version"),
                    Json.text(version, "published_at"),
                    Json.text(version, "image_url"));
        }
        common.console().result(page, table.toString());
        return ExitCode.OK;
    }
}
