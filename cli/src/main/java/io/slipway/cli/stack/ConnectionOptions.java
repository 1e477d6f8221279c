package io.slipway.cli.stack;

import java.net.URI;
import java.util.Optional;

import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.SlipwayApi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which server, and as whom: options, then SLIPWAY_URL and SLIPWAY_TOKEN, then the stack in the data directory. */
public final class ConnectionOptions {
    @Mixin
    private DataOptions data;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:SLIPWAY_URL}",
            description = "The registry's address (else SLIPWAY_URL, else the stack's).")
    private Optional<String> url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:SLIPWAY_TOKEN}",
            description = "Better given as SLIPWAY_TOKEN: options can be seen by others on this machine.")
    private Optional<String> token;

    @Option(
            names = "--org",
            paramLabel = "NAME",
            defaultValue = "acme",
            description = "Which of the stack's organizations to be (default: ${DEFAULT-VALUE}).")
    private String organization;

    public SlipwayApi api() {
        String address = url.orElseGet(() -> stack().apiUrl().toString()).replaceFirst("/+$", "");
        return new SlipwayApi(new ApiClient(URI.create(address), token.orElseGet(this::stackToken)));
    }

    public StackFile stack() {
        return StackFile.require(data.directory());
    }

    /** A foreign server is asked without a token rather than with that of a stack that is not meant. */
    private String stackToken() {
        return url.isPresent() ? "" : stack().token(organization);
    }
}
