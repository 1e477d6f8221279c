package io.slipway.cli.installation;

import java.util.concurrent.Callable;

import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "downgrade",
        description = {
            "Move an installation down to a version, with the config of now, and pin it there.",
            "No policy moves it until 'slipway release-hold'. 'slipway rollback' restores config and tier, too."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  slipway downgrade acme/hello --version 1.0.0 --wait"})
public final class DowngradeCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Option(names = "--version", paramLabel = "VERSION", required = true, description = "Which one.")
    private String version;

    @Override
    public Integer call() {
        ProviderName provider = options.provider();
        return options.change(
                api -> api.downgrade(provider, version),
                (settling, answer, before) -> settling.serving(provider, Json.text(answer, "pinned_version"), before));
    }
}
