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
        name = "upgrade",
        description = {
            "Move an installation to a version, or to the latest.",
            "To the latest it also frees a pin and tries a rejected version again."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  slipway upgrade acme/hello --wait", "  slipway upgrade acme/hello --version 1.1.0"})
public final class UpgradeCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Option(names = "--version", paramLabel = "VERSION", defaultValue = "", description = "Default: the latest.")
    private String version;

    @Override
    public Integer call() {
        SlipwayApi api = options.api();
        ProviderName provider = options.provider();
        Settling settling = options.settling(api);
        String before = options.waiting() ? settling.lastRollout(provider) : "";
        JsonNode installation = api.upgrade(provider, version);
        if (options.waiting()) {
            installation = settling.serving(provider, wanted(api, provider), before);
        }
        options.console().result(installation, InstallationText.of(installation));
        return ExitCode.OK;
    }

    private String wanted(SlipwayApi api, ProviderName provider) {
        return version.isEmpty() ? Json.text(api.version(provider, "latest"), "version") : version;
    }
}
