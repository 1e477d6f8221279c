package io.slipway.cli.installation;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.Settling;
import io.slipway.cli.api.SlipwayApi;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rollback",
        description = {
            "Restore the last good revision (version, config, tier) and pin it there.",
            "No policy moves it until 'slipway release-hold'."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  slipway rollback acme/hello --wait", "  slipway rollback acme/hello --version 1.0.0"})
public final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Option(names = "--version", paramLabel = "VERSION", defaultValue = "", description = "Default: the one before.")
    private String version;

    @Override
    public Integer call() {
        SlipwayApi api = options.api();
        ProviderName provider = options.provider();
        Settling settling = options.settling(api);
        String before = options.waiting() ? settling.lastRollout(provider) : "";
        JsonNode installation = api.rollback(provider, version);
        if (options.waiting()) {
            installation = settling.serving(provider, Json.text(installation, "pinned_version"), before);
        }
        options.console().result(installation, InstallationText.of(installation));
        return ExitCode.OK;
    }
}
