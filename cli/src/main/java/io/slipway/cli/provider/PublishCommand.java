package io.slipway.cli.provider;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.Settling;
import io.slipway.cli.api.SlipwayApi;
import io.slipway.cli.api.UploadApi;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.WaitOptions;
import io.slipway.cli.stack.ConnectionOptions;
import io.slipway.providerpackage.ProviderManifest;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "publish",
        description = "Check, pack and publish a provider's directory as a new version.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway publish examples/hello/1.0.0 --wait",
            "  slipway publish my-provider --provider acme/mine --version 2024.06.10-153042",
            "  slipway publish my-provider --two-step --base 1.0.0"
        })
public final class PublishCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private WaitOptions waiting;

    @Parameters(paramLabel = "DIR", description = "The directory that holds provider.yaml.")
    private Path directory;

    @Option(names = "--provider", paramLabel = "ORG/NAME", description = "Needed when provider.yaml names none.")
    private Optional<String> provider;

    @Option(names = "--version", paramLabel = "VERSION", description = "Needed when provider.yaml names none.")
    private Optional<String> version;

    @Option(names = "--changelog", paramLabel = "TEXT", defaultValue = "", description = "What is new.")
    private String changelog;

    @Option(
            names = "--two-step",
            description = "Upload by a signed URL; nothing is sent when a version of the same source is there.")
    private boolean twoStep;

    @Option(
            names = "--base",
            paramLabel = "VERSION",
            description = "The version that this one is made from; with --two-step.")
    private Optional<String> base;

    @Override
    public Integer call() {
        ProviderManifest manifest = Packages.check(directory);
        ProviderName name = Packages.name(chosen("provider", provider, manifest.provider()));
        String number = chosen("version", version, manifest.version());
        mustFitTogether();
        Console console = common.console();
        SlipwayApi api = connection.api();
        Publishing publishing = new Publishing(api, console, new Settling(api, console, waiting.timeout()));
        JsonNode accepted = twoStep
                ? publishing.uploadSigned(
                        new UploadApi(connection.client()), directory, name, number, base.orElse(null))
                : publishing.upload(directory, name, number, changelog);
        JsonNode result = waiting.wanted() ? publishing.follow(name, Json.text(accepted, "version")) : accepted;
        console.result(result, VersionText.of(result));
        return ExitCode.OK;
    }

    private void mustFitTogether() {
        if (twoStep && !changelog.isEmpty() || !twoStep && base.isPresent()) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "options_conflict",
                    "--base goes with --two-step, --changelog without it.",
                    "Leave one of them out.");
        }
    }

    private static String chosen(String what, Optional<String> option, String manifest) {
        return option.or(() -> Optional.ofNullable(manifest))
                .orElseThrow(() -> new CliFailure(
                        ExitCode.USAGE,
                        "no_" + what,
                        "Neither provider.yaml nor --" + what + " says which " + what + " this is.",
                        "Add '" + what + ":' to provider.yaml, or give --" + what + "."));
    }
}
