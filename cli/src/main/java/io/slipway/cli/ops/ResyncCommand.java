package io.slipway.cli.ops;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import io.slipway.cli.stack.ConnectionOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "resync",
        description = "Let every service compare with the owners' snapshots now; needs the scope admin.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway resync"})
public final class ResyncCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Override
    public Integer call() {
        JsonNode result = connection.api().resync();
        Table table = new Table("SERVICE", "COMPARED", "CHANGED");
        for (JsonNode service : result.path("services")) {
            table.row(Json.text(service, "service"), Json.text(service, "compared"), Json.text(service, "changed"));
        }
        common.console().result(result, table.toString());
        return ExitCode.OK;
    }
}
