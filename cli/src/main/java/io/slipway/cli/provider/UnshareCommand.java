package io.slipway.cli.provider;

import java.util.concurrent.Callable;

import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "unshare",
        description = "Withdraw a share. What was installed by it keeps running, and gets no new versions.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway unshare acme/hello globex", "  slipway unshare acme/hello usr_0351HTSQeWdqHuwXXAyl9F"})
public final class UnshareCommand implements Callable<Integer> {
    @Mixin
    private ShareOptions options;

    @Parameters(index = "1", paramLabel = "WITH", description = "An organization's name or a user's id, usr_…")
    private String with;

    @Override
    public Integer call() {
        options.api().unshare(options.provider(), with);
        options.console()
                .result(
                        Json.object().put("unshared", with),
                        options.provider() + " is no longer shared with " + with + ".");
        return ExitCode.OK;
    }
}
