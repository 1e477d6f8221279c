package io.slipway.cli.installation;

import java.util.concurrent.Callable;

import io.slipway.cli.api.SlipwayApi;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "uninstall",
        description = "Remove what runs; its data stays unless --cascade.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway uninstall acme/hello --wait", "  slipway uninstall acme/hello --cascade"})
public final class UninstallCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Option(names = "--cascade", description = "Delete its data too.")
    private boolean cascade;

    @Option(
            names = "--force",
            description = "Also while others in its environment require it, or its cluster does not answer.")
    private boolean force;

    @Override
    public Integer call() {
        SlipwayApi api = options.api();
        ProviderName provider = options.provider();
        api.uninstall(provider, cascade, force);
        if (options.waiting()) {
            options.settling(api).gone(provider);
        }
        options.console()
                .result(
                        Json.object()
                                .put("provider_name", provider.toString())
                                .put("status", options.waiting() ? "removed" : "removing"),
                        provider + (options.waiting() ? " is removed." : " is being removed."));
        return ExitCode.OK;
    }
}
