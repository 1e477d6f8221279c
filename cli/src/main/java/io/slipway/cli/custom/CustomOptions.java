package io.slipway.cli.custom;

import io.slipway.cli.api.CustomApi;
import io.slipway.cli.api.Settling;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.WaitOptions;
import io.slipway.cli.stack.ConnectionOptions;
import picocli.CommandLine.Mixin;

/** What every command about custom providers takes. */
final class CustomOptions {
    @Mixin
    private CommonOptions common;

    @Mixin
    private ConnectionOptions connection;

    Console console() {
        return common.console();
    }

    CustomApi api() {
        return new CustomApi(connection.client());
    }

    Following following(WaitOptions waiting) {
        return new Following(api(), console(), new Settling(connection.api(), console(), waiting.timeout()));
    }
}
