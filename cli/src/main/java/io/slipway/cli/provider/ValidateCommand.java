package io.slipway.cli.provider;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.providerpackage.ProviderManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = {
            "Check a provider's directory offline, as the server would check its package.",
            "Only the server knows which runtimes it has."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  slipway validate examples/hello/1.0.0"})
public final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "DIR", description = "The directory that holds provider.yaml.")
    private Path directory;

    @Override
    public Integer call() {
        ProviderManifest manifest = Packages.check(directory);
        common.console()
                .result(
                        Json.object()
                                .put("valid", true)
                                .put("provider", manifest.provider())
                                .put("version", manifest.version())
                                .put("runtime", manifest.runtime())
                                .put("resources", manifest.resources().size()),
                        directory + " is a valid package (runtime " + manifest.runtime() + ", "
                                + manifest.resources().size() + " resource types).");
        return ExitCode.OK;
    }
}
