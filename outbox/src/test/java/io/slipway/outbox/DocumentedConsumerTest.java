package io.slipway.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.Topics;
import io.slipway.outbox.kafka.KafkaClients;
import io.slipway.testing.Infrastructure;
import io.smallrye.common.annotation.Identifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The program that docs/events.md offers to subscribers runs as it says there. */
@QuarkusTest
@QuarkusTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "outbox"))
class DocumentedConsumerTest {
    private static final Path PROGRAM =
            Path.of(System.getProperty("slipway.root", "..")).resolve("docs/examples/LifecycleEvents.java");

    @Inject
    Broker broker;

    @Inject
    KafkaClients clients;

    @Inject
    @Identifier("default-kafka-broker") Map<String, Object> kafka;

    @Test
    void printsEachStateOnce(@TempDir Path directory) throws IOException {
        broker.sendEvent(Topics.INSTALLATIONS, "ins_documented", 1);
        broker.sendEvent(Topics.INSTALLATIONS, "ins_documented", 2);
        broker.sendEvent(Topics.INSTALLATIONS, "ins_documented", 2);
        broker.sendEvent(Topics.INSTALLATIONS, "ins_documented", 3);
        Path output = directory.resolve("output");

        Process program = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(states(output)).endsWith("3"));
        } finally {
            program.destroyForcibly();
        }

        assertThat(states(output)).containsExactly("1", "2", "3");
    }

    private List<String> command() {
        String java = ProcessHandle.current().info().command().orElseThrow();
        List<String> command = new ArrayList<>(List.of(
                java, "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), PROGRAM.toString()));
        command.add(kafka.get("bootstrap.servers").toString());
        command.addAll(login());
        command.add(clients.real(""));
        return command;
    }

    private List<String> login() {
        Matcher login = Pattern.compile("username=\"(.*?)\" password=\"(.*?)\"")
                .matcher(kafka.getOrDefault("sasl.jaas.config", "").toString());
        return login.find() ? List.of(login.group(1), login.group(2)) : List.of("", "");
    }

    private static List<String> states(Path output) throws IOException {
        Matcher states = Pattern.compile("io\\.slipway\\.installation\\.changed\\.v1 ins_documented #(\\d+)")
                .matcher(Files.readString(output));
        return states.results().map(state -> state.group(1)).toList();
    }
}
