package io.slipway.cli.installation;

import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = "Say why this version runs: every rule, what it looked at, and which one decided.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway explain acme/hello", "  slipway explain acme/hello --rollout rol_…   why it once began"})
public final class ExplainCommand implements Callable<Integer> {
    @Mixin
    private InstallationTarget target;

    @Option(
            names = "--rollout",
            paramLabel = "ROL_ID",
            defaultValue = "",
            description = "One of 'slipway history' (default: the decision that stands).")
    private String rollout;

    @Override
    public Integer call() {
        JsonNode explanation = target.api().explanation(target.provider(), rollout);
        target.console().result(explanation, text(explanation));
        return ExitCode.OK;
    }

    private static String text(JsonNode explanation) {
        String rule = Json.text(explanation, "rule");
        String head = "%s: %s%n"
                .formatted(
                        Json.text(explanation, "version"),
                        rule.isEmpty()
                                ? "the deployer has not decided yet"
                                : rule + ", decided at " + Json.text(explanation, "decided_at"));
        Table table = new Table("RULE", "VERDICT", "INPUTS", "MESSAGE");
        for (JsonNode step : explanation.path("steps")) {
            table.row(
                    Json.text(step, "rule"),
                    Json.text(step, "verdict"),
                    inputs(step.path("inputs")),
                    Json.text(step, "message"));
        }
        return explanation.path("steps").isEmpty() ? head : head + table;
    }

    private static String inputs(JsonNode inputs) {
        return inputs.properties().stream()
                .map(input -> input.getKey() + "="
                        + (input.getValue().isValueNode()
                                ? input.getValue().asText()
                                : input.getValue().toString()))
                .collect(Collectors.joining(" "));
    }
}
