package io.slipway.cli.installation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import io.slipway.providerpackage.ProviderName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "config",
        description = "Show or change the config of an installation; a change is rolled out.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway config acme/hello",
            "  slipway config acme/hello --set GREETING=moin --unset LEVEL --wait",
            "  slipway config acme/hello --secret PASSWORD=@password.txt",
            "  pass show db | slipway config acme/hello --secret PASSWORD=-"
        })
public final class ConfigCommand implements Callable<Integer> {
    @Mixin
    private InstallationOptions options;

    @Mixin
    private SecretOption secrets;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            mapFallbackValue = "",
            description = "A plain value; numbers and true or false are sent as such.")
    private Map<String, String> set = Map.of();

    @Option(names = "--unset", paramLabel = "NAME", description = "Takes a value or a secret away.")
    private List<String> unset = List.of();

    @Override
    public Integer call() {
        ProviderName provider = options.provider();
        if (set.isEmpty() && unset.isEmpty() && secrets.isEmpty()) {
            return show(options.api().installation(provider));
        }
        ObjectNode patch = patch();
        return options.change(
                api -> api.change(provider, patch), (settling, _, before) -> settling.followed(provider, before));
    }

    private Integer show(JsonNode installation) {
        Table table = new Table("NAME", "VALUE");
        installation.path("config").properties().forEach(entry -> table.row(entry.getKey(), text(entry.getValue())));
        options.console().result(installation.path("config"), table.toString());
        return ExitCode.OK;
    }

    /** The API shows a mask for a secret. */
    private static String text(JsonNode value) {
        return value.has("secret") ? value.path("secret").asText() + " (secret)" : value.asText();
    }

    private ObjectNode patch() {
        ObjectNode patch = Json.object();
        ObjectNode config = patch.putObject("config");
        set.forEach((name, value) -> put(config, name, ConfigValue.of(value)));
        secrets.values().forEach((name, value) -> put(config, name, value));
        unset.forEach(name -> put(config, name, config.nullNode()));
        return patch;
    }

    private static void put(ObjectNode config, String name, JsonNode value) {
        if (config.has(name)) {
            throw new CliFailure(ExitCode.USAGE, "usage", name + " is given twice.", "Say once what becomes of it.");
        }
        config.set(name, value);
    }
}
