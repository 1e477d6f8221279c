package io.slipway.cli.version;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.VersionApi;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.provider.Packages;
import io.slipway.cli.provider.VersionText;
import io.slipway.cli.stack.ConnectionOptions;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What every command about one version takes. */
final class VersionOptions {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    @Parameters(index = "0", paramLabel = "ORG/NAME", description = "The provider.")
    private String provider;

    @Parameters(index = "1", paramLabel = "VERSION", description = "Its version.")
    private String version;

    ProviderName provider() {
        return Packages.name(provider);
    }

    String version() {
        return version;
    }

    VersionApi api() {
        return new VersionApi(connection.client());
    }

    int show(JsonNode changed) {
        return show(changed, VersionText.of(changed));
    }

    int show(JsonNode result, String text) {
        common.console().result(result, text);
        return ExitCode.OK;
    }
}
