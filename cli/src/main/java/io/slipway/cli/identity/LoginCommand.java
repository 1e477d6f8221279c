package io.slipway.cli.identity;

import java.net.URI;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.api.ApiClient;
import io.slipway.cli.api.IdentityApi;
import io.slipway.cli.api.StoredLogin;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Secrets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "login",
        description = "Check a token and keep it with its server's address, readable by you alone.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway login https://registry.example.org",
            "  pass show registry-token | slipway login https://registry.example.org --token-stdin",
            "",
            "SLIPWAY_URL, SLIPWAY_TOKEN and options win over what is kept.",
        })
public final class LoginCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Parameters(paramLabel = "URL", description = "The registry's address.")
    private URI url;

    @Option(names = "--token-stdin", description = "Read the token from the standard input instead of asking for it.")
    private boolean stdin;

    @Override
    public Integer call() {
        String address = url.toString().replaceFirst("/+$", "");
        String token = stdin ? Secrets.fromStdin() : Secrets.ask("Token", "--token-stdin.");
        JsonNode me = new IdentityApi(new ApiClient(URI.create(address), token)).me();
        new StoredLogin(address, token).write();
        ObjectNode result = Json.object()
                .put("url", address)
                .put("organization", Json.text(me, "name"))
                .put("actor", Json.text(me, "actor"))
                .put("file", StoredLogin.file().toString());
        result.set("scopes", me.path("scopes"));
        common.console()
                .result(
                        result,
                        "You are " + Json.text(me, "actor") + " of " + Json.text(me, "name") + " at " + address
                                + ". Kept in " + StoredLogin.file() + ".");
        return ExitCode.OK;
    }
}
