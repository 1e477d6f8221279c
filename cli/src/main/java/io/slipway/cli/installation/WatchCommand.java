package io.slipway.cli.installation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.Settling;
import io.slipway.cli.api.SlipwayApi;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.provider.Packages;
import io.slipway.cli.provider.VersionText;
import io.slipway.cli.stack.ConnectionOptions;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = {
            "Follow an installation, or a version while it is built, until it is settled.",
            "What runs already counts as settled: --version waits for one that is to come by itself.",
            "Without an argument: all installations, again whenever one changes, until Ctrl-C."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway watch acme/hello",
            "  slipway watch acme/hello --version 1.1.0",
            "  slipway watch acme/hello@1.1.0",
            "  slipway watch"
        })
public final class WatchCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(arity = "0..1", paramLabel = "ORG/NAME[@VERSION]", description = "What to follow.")
    private Optional<String> target;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            description = "Where it is installed (default: default); without an argument: in this one only.")
    private Optional<String> environment;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "Until the installation serves this one, or has failed to; not with @VERSION.")
    private Optional<String> expected;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Default: ${DEFAULT-VALUE}.")
    private int timeout;

    @Override
    public Integer call() {
        SlipwayApi api = connection.api().in(environment.orElse("default"));
        Console console = common.console();
        mustFitTogether();
        if (target.isEmpty()) {
            return all(environment.stream().toList(), api, console, new Settling(api, console, Duration.ofDays(365)));
        }
        Settling settling = new Settling(api, console, Duration.ofSeconds(timeout));
        String[] parts = target.get().split("@", 2);
        ProviderName provider = Packages.name(parts[0]);
        return parts.length == 2
                ? version(api, console, settling, provider, parts[1])
                : installation(api, console, settling, provider);
    }

    private void mustFitTogether() {
        if (expected.isPresent() && (target.isEmpty() || target.get().contains("@"))) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "options_conflict",
                    "--version says what an installation is to come to.",
                    "Give it with ORG/NAME; ORG/NAME@VERSION follows the build.");
        }
    }

    private static int version(
            SlipwayApi api, Console console, Settling settling, ProviderName provider, String version) {
        api.followBuildLog(provider, version, line -> console.progress("  | " + line));
        JsonNode built = settling.built(provider, version);
        console.result(built, VersionText.of(built));
        return Json.text(built, "status").equals("failed") ? ExitCode.FAILED : ExitCode.OK;
    }

    private int installation(SlipwayApi api, Console console, Settling settling, ProviderName provider) {
        Changes changes = new Changes(console);
        Consumer<JsonNode> shown = state -> changes.show(state, InstallationText.of(state));
        if (expected.isPresent()) {
            settling.serving(provider, expected.get(), "", shown);
            return ExitCode.OK;
        }
        JsonNode last = settling.until(provider + " to settle", () -> {
            JsonNode installation = api.installation(provider);
            shown.accept(installation);
            return Settling.settled(installation) ? installation : null;
        });
        return Json.text(last, "status").equals("available") ? ExitCode.OK : ExitCode.FAILED;
    }

    private static int all(List<String> environments, SlipwayApi api, Console console, Settling settling) {
        Changes changes = new Changes(console);
        try {
            settling.until("changes (Ctrl-C ends)", () -> {
                JsonNode items = api.installed(environments).path("items");
                changes.show(items, InstallationText.table(items));
                return null;
            });
        } catch (CliFailure e) {
            if (e.exitCode() != ExitCode.TIMEOUT) {
                throw e;
            }
        }
        return ExitCode.OK;
    }
}
