package io.slipway.cli.installation;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "upgrade",
        description = {
            "Move an installation to a version, or to the latest.",
            "To the latest it also frees a pin and tries a rejected version again.",
            "A change of the config is rolled out with the version."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway upgrade acme/hello --wait",
            "  slipway upgrade acme/hello --version 1.1.0",
            "  slipway upgrade acme/hello --set REGION=eu --unset ZONE",
            "  slipway upgrade acme/hello --dry-run"
        })
public final class UpgradeCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Option(names = "--version", paramLabel = "VERSION", defaultValue = "", description = "Default: the latest.")
    private String version;

    @Mixin
    private ConfigChange config;

    @Option(names = "--dry-run", description = "Only tell what it would come to.")
    private boolean dryRun;

    /** The server has chosen the version, within the installation's range. */
    @Override
    public Integer call() {
        ProviderName provider = options.provider();
        if (dryRun) {
            return options.tell(api -> api.dryUpgrade(provider, request()));
        }
        ObjectNode request = request();
        return options.change(
                api -> api.upgrade(provider, request),
                (settling, answer, before) ->
                        settling.serving(provider, Json.text(answer, "installed_version"), before));
    }

    private ObjectNode request() {
        ObjectNode request = Json.object();
        if (!version.isEmpty()) {
            request.put("version", version);
        }
        return config.on(request);
    }
}
