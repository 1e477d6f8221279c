package io.slipway.cli.environment;

import io.slipway.cli.api.EnvironmentApi;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.stack.ConnectionOptions;
import picocli.CommandLine.Mixin;

/** What every command about environments takes. */
final class EnvOptions {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    Console console() {
        return common.console();
    }

    EnvironmentApi api() {
        return new EnvironmentApi(connection.client());
    }
}
