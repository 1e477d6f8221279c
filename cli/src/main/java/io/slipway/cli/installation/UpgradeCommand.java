package io.slipway.cli.installation;

import java.util.concurrent.Callable;

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
        footer = {
            "  slipway upgrade acme/hello --wait",
            "  slipway upgrade acme/hello --version 1.1.0",
            "  slipway upgrade acme/hello --dry-run"
        })
public final class UpgradeCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Option(names = "--version", paramLabel = "VERSION", defaultValue = "", description = "Default: the latest.")
    private String version;

    @Option(names = "--dry-run", description = "Only tell what it would come to.")
    private boolean dryRun;

    /** The server has chosen the version, within the installation's range. */
    @Override
    public Integer call() {
        ProviderName provider = options.provider();
        if (dryRun) {
            return options.tell(api -> api.dryUpgrade(provider, version));
        }
        return options.change(
                api -> api.upgrade(provider, version),
                (settling, answer, before) ->
                        settling.serving(provider, Json.text(answer, "installed_version"), before));
    }
}
