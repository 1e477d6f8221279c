package io.slipway.cli.installation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.api.Settling;
import io.slipway.cli.api.SlipwayApi;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.WaitOptions;
import io.slipway.cli.provider.Packages;
import io.slipway.cli.stack.ConnectionOptions;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "promote",
        description = {
            "Take the version that serves in one environment to another one, and hold it there.",
            "It is installed there when it is not. Its secrets never go along."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway promote acme/hello --from staging --to production --wait",
            "  slipway promote acme/hello --to production --include config --config PLACE=eu",
        })
public final class PromoteCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private WaitOptions waiting;

    @Parameters(paramLabel = "ORG/NAME", description = "The provider.")
    private String provider;

    @Option(
            names = "--from",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Where it serves (default: ${DEFAULT-VALUE}).")
    private String from;

    @Option(names = "--to", paramLabel = "NAME", required = true, description = "Where it goes.")
    private String to;

    @Option(names = "--include", paramLabel = "WHAT", description = "config or resource_tier, also; may be repeated.")
    private List<String> include = List.of();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "NAME=VALUE",
            mapFallbackValue = "",
            description = "A value of the config there; may be repeated.")
    private Map<String, String> config = Map.of();

    @Override
    public Integer call() {
        SlipwayApi source = connection.api().in(from);
        SlipwayApi target = source.in(to);
        ProviderName name = Packages.name(provider);
        Settling settling = new Settling(target, common.console(), waiting.timeout());
        String before = waiting.wanted() ? lastRollout(settling, name) : "";
        JsonNode installation = source.promote(name, request());
        if (waiting.wanted()) {
            installation = settling.serving(name, Json.text(installation, "installed_version"), before);
        }
        common.console().result(installation, InstallationText.of(installation));
        return ExitCode.OK;
    }

    private ObjectNode request() {
        ObjectNode request = Json.object().put("to", to);
        if (!include.isEmpty()) {
            include.forEach(request.putArray("include")::add);
        }
        if (!config.isEmpty()) {
            ObjectNode values = request.putObject("config");
            config.forEach((key, value) -> values.set(key, ConfigValue.of(value)));
        }
        return request;
    }

    /** Empty where nothing is installed yet. */
    private static String lastRollout(Settling settling, ProviderName name) {
        try {
            return settling.lastRollout(name);
        } catch (CliFailure e) {
            if (e.exitCode() == ExitCode.NOT_FOUND) {
                return "";
            }
            throw e;
        }
    }
}
