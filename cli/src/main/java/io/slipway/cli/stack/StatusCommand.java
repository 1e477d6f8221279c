package io.slipway.cli.stack;

import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import io.slipway.cli.console.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "status",
        description = "Show whether a stack runs, where its parts are and how they do. Exit code 3 when none runs.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway status", "  slipway status -o json | jq -r .api_url"})
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private DataOptions data;

    @Override
    public Integer call() {
        Console console = common.console();
        Optional<StackFile> stack =
                StackFile.read(data.directory()).filter(file -> file.process().isPresent());
        if (stack.isEmpty()) {
            console.result(Json.object().put("running", false), "No stack runs on " + data.directory() + ".");
            return ExitCode.NOT_FOUND;
        }
        show(console, stack.get());
        return ExitCode.OK;
    }

    private static void show(Console console, StackFile stack) {
        ObjectNode result = Json.object()
                .put("running", true)
                .put("pid", stack.pid())
                .put("started_at", Json.text(stack.content(), "started_at"))
                .put("api_url", stack.apiUrl().toString())
                .put("gateway_url", stack.gatewayUrl().toString())
                .put("kafka", Json.text(stack.kafka(), "bootstrap"))
                .put("registry", Json.text(stack.registry(), "address"));
        ObjectNode services = result.putObject("services");
        Table table = new Table("SERVICE", "PID", "PORT", "READY");
        stack.services().properties().forEach(service -> {
            String ready = ServiceHealth.of(service.getValue());
            table.row(
                    service.getKey(),
                    Json.text(service.getValue(), "pid"),
                    Json.text(service.getValue(), "port"),
                    ready);
            services.putObject(service.getKey())
                    .put("pid", service.getValue().path("pid").asLong())
                    .put("ready", ready.equals("yes"));
        });
        console.result(result, """
                Running since %s (process %d) on %s
                API       %s
                Gateway   %s
                Kafka     %s
                Registry  %s

                %s""".formatted(
                        Json.text(result, "started_at"),
                        stack.pid(),
                        stack.directory(),
                        stack.apiUrl(),
                        stack.gatewayUrl(),
                        Json.text(result, "kafka"),
                        Json.text(result, "registry"),
                        table));
    }
}
