package io.slipway.cli.stack;

import java.net.URI;
import java.util.Optional;

import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.SlipwayApi;
import io.slipway.cli.api.StoredLogin;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Which server, and as whom: options, then SLIPWAY_URL and SLIPWAY_TOKEN, then what {@code slipway login} has stored, then
 * the stack in the data directory.
 */
public final class ConnectionOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:SLIPWAY_URL}",
            description = "The registry's address (else SLIPWAY_URL, else the login's, else the stack's).")
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
        return new SlipwayApi(client());
    }

    public ApiClient client() {
        String address = address();
        return new ApiClient(URI.create(address), token.orElseGet(() -> tokenFor(address)));
    }

    public StackFile stack() {
        return StackFile.require(data.directory());
    }

    private String address() {
        return url.or(() -> login().map(StoredLogin::url))
                .orElseGet(() -> stack().apiUrl().toString())
                .replaceFirst("/+$", "");
    }

    /** A server is sent its own token or none: not that of the stack or the login that is not meant. */
    private String tokenFor(String address) {
        return login().filter(login -> login.url().equals(address))
                .map(StoredLogin::token)
                .orElseGet(() -> url.isPresent() ? "" : stack().token(organization));
    }

    /** Whoever names a stack means that one. */
    private Optional<StoredLogin> login() {
        boolean stackNamed = spec.commandLine().getParseResult().hasMatchedOption("--data")
                || spec.commandLine().getParseResult().hasMatchedOption("--org");
        return stackNamed ? Optional.empty() : StoredLogin.read();
    }
}
