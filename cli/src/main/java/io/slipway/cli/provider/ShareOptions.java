package io.slipway.cli.provider;

import io.slipway.cli.api.ShareApi;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.stack.ConnectionOptions;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What every command about shares takes. */
final class ShareOptions {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(index = "0", paramLabel = "ORG/NAME", description = "The provider.")
    private String provider;

    ProviderName provider() {
        return Packages.name(provider);
    }

    Console console() {
        return common.console();
    }

    ShareApi api() {
        return new ShareApi(connection.client());
    }
}
