package io.slipway.cli.event;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;

import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.stack.DataOptions;
import io.slipway.cli.stack.StackFile;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "events",
        description = {
            "Show the lifecycle events on the Kafka topics: all there are, in the order of each partition.",
            "With -f what comes from now on; with -f --from-beginning both."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  slipway events",
            "  slipway events -f -o json | jq .type",
            "  slipway events --bootstrap kafka:9092 --properties client.properties"
        })
public final class EventsCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions common;

    @Mixin
    private DataOptions data;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until Ctrl-C.")
    private boolean follow;

    @Option(names = "--from-beginning", description = "With -f: begin with all there are.")
    private boolean fromBeginning;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Another Kafka than the stack's.")
    private Optional<String> bootstrap;

    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description = "Its client's properties (security and the like).")
    private Optional<Path> properties;

    @Option(names = "--topic-prefix", paramLabel = "TEXT", defaultValue = "", description = "Of its topics' names.")
    private String topicPrefix;

    @Override
    public Integer call() {
        Console console = common.console();
        try (EventTail tail = new EventTail(address())) {
            if (follow && !fromBeginning) {
                tail.fromNow();
            } else {
                tail.fromBeginning();
                tail.readToEnd(event -> print(console, event));
            }
            if (follow) {
                tail.follow(event -> print(console, event));
            }
            return ExitCode.OK;
        } catch (KafkaException e) {
            throw new CliFailure(
                    ExitCode.UNREACHABLE,
                    "kafka_unreachable",
                    "Cannot read from Kafka: " + e.getMessage() + ".",
                    "See whether the stack runs ('slipway status'), or check --bootstrap and --properties.");
        }
    }

    private static void print(Console console, SeenEvent event) {
        console.result(event.summary().set("data", event.data()), event.line());
    }

    private KafkaAddress address() {
        if (bootstrap.isEmpty() && properties.isEmpty()) {
            return KafkaAddress.ofStack(StackFile.require(data.directory()).kafka());
        }
        return KafkaAddress.of(bootstrap.orElse(""), read(properties), topicPrefix);
    }

    private static Properties read(Optional<Path> file) {
        Properties result = new Properties();
        if (file.isPresent()) {
            try (Reader reader = Files.newBufferedReader(file.get())) {
                result.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return result;
    }
}
