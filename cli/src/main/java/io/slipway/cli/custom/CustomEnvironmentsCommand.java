package io.slipway.cli.custom;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "env",
        description = "Environments of a custom provider, or one more.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway custom env greeter", "  slipway custom env greeter --add production"})
final class CustomEnvironmentsCommand implements Callable<Integer> {
    @Mixin
    private CustomTarget target;

    @Option(names = "--add", paramLabel = "ENVIRONMENT", description = "One of your organization's, see 'slipway env'.")
    private String added;

    @Override
    public Integer call() {
        String id = target.id();
        JsonNode found = added == null
                ? target.api().all(id, "environments")
                : target.api().post(id, "environments", Json.object().put("name", added));
        target.console().result(found, CustomTables.environments(added == null ? found.path("items") : List.of(found)));
        return ExitCode.OK;
    }
}
