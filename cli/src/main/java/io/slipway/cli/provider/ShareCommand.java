package io.slipway.cli.provider;

import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "share",
        description = "Let an organization, or one user, see, download and install your provider.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway share acme/hello globex", "  slipway share acme/hello usr_0351HTSQeWdqHuwXXAyl9F"})
public final class ShareCommand implements Callable<Integer> {
    @Mixin
    private ShareOptions options;

    @Parameters(index = "1", paramLabel = "WITH", description = "An organization's name or a user's id, usr_…")
    private String with;

    @Override
    public Integer call() {
        JsonNode share = options.api().share(options.provider(), with);
        options.console().result(share, "Shared " + options.provider() + " with " + with + ".");
        return ExitCode.OK;
    }
}
