package io.slipway.cli.identity;

import io.slipway.cli.api.IdentityApi;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.stack.ConnectionOptions;
import picocli.CommandLine.Mixin;

/** What every command about organizations and tokens takes. */
final class IdentityOptions {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    Console console() {
        return common.console();
    }

    IdentityApi api() {
        return new IdentityApi(connection.client());
    }
}
