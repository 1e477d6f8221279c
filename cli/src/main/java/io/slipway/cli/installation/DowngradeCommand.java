package io.slipway.cli.installation;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "downgrade",
        description = {
            "Move an installation down to a version, with the config of now or a change of it, and pin it there.",
            "No policy moves it until 'slipway release-hold'. 'slipway rollback' restores config and tier, too."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  slipway downgrade acme/hello --version 1.0.0 --wait"})
public final class DowngradeCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Option(names = "--version", paramLabel = "VERSION", required = true, description = "Which one.")
    private String version;

    @Mixin
    private ConfigChange config;

    @Override
    public Integer call() {
        ProviderName provider = options.provider();
        ObjectNode request = config.on(Json.object().put("version", version));
        return options.change(
                api -> api.downgrade(provider, request),
                (settling, answer, before) -> settling.serving(provider, Json.text(answer, "pinned_version"), before));
    }
}
