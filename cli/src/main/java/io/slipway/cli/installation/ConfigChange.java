package io.slipway.cli.installation;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a command changes of a config: a JSON merge patch (RFC 7396). */
final class ConfigChange {
    @Mixin
    private SecretOption secrets;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            mapFallbackValue = "",
            description = "A plain value of the config; numbers and true or false are sent as such.")
    private Map<String, String> set = Map.of();

    @Option(names = "--unset", paramLabel = "NAME", description = "Takes a value or a secret out of the config.")
    private List<String> unset = List.of();

    boolean isEmpty() {
        return set.isEmpty() && unset.isEmpty() && secrets.isEmpty();
    }

    /** The request with the member {@code config}, if anything of it changes. */
    ObjectNode on(ObjectNode request) {
        if (isEmpty()) {
            return request;
        }
        ObjectNode config = request.putObject("config");
        set.forEach((name, value) -> put(config, name, ConfigValue.of(value)));
        secrets.values().forEach((name, value) -> put(config, name, value));
        unset.forEach(name -> put(config, name, config.nullNode()));
        return request;
    }

    private static void put(ObjectNode config, String name, JsonNode value) {
        if (config.has(name)) {
            throw new CliFailure(ExitCode.USAGE, "usage", name + " is given twice.", "Say once what becomes of it.");
        }
        config.set(name, value);
    }
}
