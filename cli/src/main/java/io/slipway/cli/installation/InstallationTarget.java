package io.slipway.cli.installation;

import io.slipway.cli.api.SlipwayApi;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.provider.Packages;
import io.slipway.cli.stack.ConnectionOptions;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands on one installation take. */
final class InstallationTarget {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Where it is installed (default: ${DEFAULT-VALUE}).")
    private String environment;

    @Parameters(paramLabel = "ORG/NAME", description = "The provider.")
    private String provider;

    ProviderName provider() {
        return Packages.name(provider);
    }

    Console console() {
        return common.console();
    }

    SlipwayApi api() {
        return connection.api().in(environment);
    }
}
