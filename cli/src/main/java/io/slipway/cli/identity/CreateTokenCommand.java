package io.slipway.cli.identity;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = "Make a token. It is shown this once, alone on stdout.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway token create laptop --scope read --scope install --user usr_0351HTSQeWdqHuwXXAyl9F",
            "  slipway token create ci --scope read,publish --provider acme/hello --expires-in 90d",
        })
final class CreateTokenCommand implements Callable<Integer> {
    @Mixin
    private IdentityOptions options;

    @Parameters(paramLabel = "NAME", description = "For people: what it is for.")
    private String name;

    @Option(
            names = "--scope",
            required = true,
            split = ",",
            paramLabel = "SCOPE",
            description = "read, publish, install or admin; may be repeated.")
    private List<String> scopes;

    @Option(names = "--provider", paramLabel = "ORG/NAME", description = "The only provider it may touch.")
    private String provider;

    @Option(names = "--user", paramLabel = "USER", description = "The member whose it is: usr_….")
    private String user;

    @Option(
            names = "--expires-in",
            paramLabel = "TIME",
            converter = Lifetime.class,
            description = "How long it is good for: 12h, 90d. It does not end by itself without this.")
    private Duration lifetime;

    @Override
    public Integer call() {
        ObjectNode request =
                Json.object().put("name", name).put("provider", provider).put("user_id", user);
        scopes.forEach(request.putArray("scopes")::add);
        if (lifetime != null) {
            request.put("expires_at", Clock.systemUTC().instant().plus(lifetime).toString());
        }
        JsonNode token = options.api().createToken(request);
        options.console().progress("Made " + Json.text(token, "id") + ". The token is not shown again:");
        options.console().result(token, Json.text(token, "token"));
        return ExitCode.OK;
    }
}
