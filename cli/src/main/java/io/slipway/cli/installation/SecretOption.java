package io.slipway.cli.installation;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.SecretSource;
import picocli.CommandLine.Option;

/** Secrets of a config. A value among the arguments would be in the process list and in the shell's history. */
final class SecretOption {
    @Option(
            names = {"-s", "--secret"},
            paramLabel = "NAME=SOURCE",
            mapFallbackValue = "",
            description = "A secret of the provider, from " + SecretSource.SOURCES + "; it is never shown again.")
    private Map<String, String> sources = Map.of();

    boolean isEmpty() {
        return sources.isEmpty();
    }

    /** As the API takes them. @throws CliFailure for a source that is none */
    Map<String, JsonNode> values() {
        if (sources.values().stream().filter("-"::equals).count() > 1) {
            throw wrong("Only one secret can come on the standard input.", "Use @FILE or env for the others.");
        }
        Map<String, JsonNode> values = new LinkedHashMap<>();
        sources.forEach(
                (name, source) -> values.put(name, Json.object().put("secret", SecretSource.read(name, source))));
        return values;
    }

    private static CliFailure wrong(String message, String advice) {
        return new CliFailure(ExitCode.USAGE, "no_secret", message, advice);
    }
}
