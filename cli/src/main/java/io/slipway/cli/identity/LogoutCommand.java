package io.slipway.cli.identity;

import java.util.concurrent.Callable;

import io.slipway.cli.api.StoredLogin;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "logout",
        description =
                "Forget what 'slipway login' has kept. The token itself stays good: 'slipway token revoke' ends it.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway logout"})
public final class LogoutCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Override
    public Integer call() {
        boolean removed = StoredLogin.remove();
        common.console()
                .result(
                        Json.object().put("removed", removed),
                        removed ? "Forgotten: " + StoredLogin.file() : "Nothing was kept.");
        return ExitCode.OK;
    }
}
