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

@Command(
        name = "release-hold",
        description = "Free an installation that a rollback has pinned: its policy decides again.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway release-hold acme/hello --wait"})
public final class ReleaseHoldCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Override
    public Integer call() {
        SlipwayApi api = options.api();
        ProviderName provider = options.provider();
        Settling settling = options.settling(api);
        String before = options.waiting() ? settling.lastRollout(provider) : "";
        JsonNode installation = api.releaseHold(provider);
        // With policy manual nothing moves, so there is nothing to wait for.
        if (options.waiting() && Json.text(installation, "upgrade_policy").equals("auto")) {
            String latest = Json.text(api.version(provider, "latest"), "version");
            installation = settling.serving(provider, latest, before);
        }
        options.console().result(installation, InstallationText.of(installation));
        return ExitCode.OK;
    }
}
