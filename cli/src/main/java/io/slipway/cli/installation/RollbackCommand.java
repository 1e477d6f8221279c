package io.slipway.cli.installation;

import java.util.concurrent.Callable;

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
        ProviderName provider = options.provider();
        return options.change(
                api -> api.rollback(provider, version),
                (settling, answer, before) -> settling.serving(provider, Json.text(answer, "pinned_version"), before));
    }
}
