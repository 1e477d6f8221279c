package io.slipway.cli.identity;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = "Make an organization. Its owner's token is shown this once, alone on stdout.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway org create acme-labs",
            "  slipway org create acme --url https://registry.example.org --bootstrap-stdin < secret",
            "",
            "With --bootstrap-stdin it is a registry's first one, by the operator's slipway.bootstrap.secret.",
        })
final class CreateOrgCommand implements Callable<Integer> {
    @Mixin
    private IdentityOptions options;

    @Parameters(paramLabel = "NAME", description = "What its providers' names begin with.")
    private String name;

    @Option(names = "--bootstrap-stdin", description = "Read the operator's secret from the standard input.")
    private boolean bootstrap;

    @Option(
            names = "--owner",
            paramLabel = "NAME",
            defaultValue = "owner",
            description = "The first owner's name, with --bootstrap-stdin (default: ${DEFAULT-VALUE}).")
    private String owner;

    @Override
    public Integer call() {
        JsonNode made = bootstrap
                ? options.api().bootstrap(Secrets.fromStdin(), name, owner)
                : options.api().createOrganization(name);
        options.console()
                .progress("Made " + name + ", owned by " + Json.text(made.path("owner"), "user_id")
                        + ". Its token is not shown again:");
        options.console().result(made, Json.text(made, "token"));
        return ExitCode.OK;
    }
}
