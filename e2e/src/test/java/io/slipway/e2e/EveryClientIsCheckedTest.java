package io.slipway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What tests see of registry-api, or make the command line believe of it, was compared with the description. */
class EveryClientIsCheckedTest {
    private static final Pattern CLIENT =
            Pattern.compile("HttpClient\\.new|HttpURLConnection|new Socket\\(|openStream\\(|\"curl|WebClient");
    private static final Pattern SERVER = Pattern.compile("HttpServer\\.create|new ServerSocket\\(");

    /** Each with its reason. */
    private static final Set<String> CLIENTS = Set.of(
            // The checks themselves.
            "EveryAnswerIsChecked.java",
            "EveryClientIsCheckedTest.java",
            // Beside a checked client, one for what providers answer.
            "Api.java",
            "Load.java",
            // What pods answer.
            "EndpointsWatch.java",
            // The API server of Kubernetes, and a deployer without registry-api.
            "KubeClient.java",
            "DeployerAlone.java",
            // Health, which has a port of its own; what is beside it is checked.
            "CheckingProxy.java",
            "Replica.java",
            // The node's routes.
            "NodeState.java",
            // Forwards what pods send to the API server of their cluster.
            "StandInPort.java");

    /** {@code FakeRegistry} stands on it. */
    private static final Set<String> SERVERS = Set.of("FakeServer.java");

    @Test
    void noTestReadsAnswersPastTheDescription() throws IOException {
        assertThat(sources("e2e", CLIENT, CLIENTS))
                .filteredOn(file -> !text(file).contains("Received.on("))
                .as("use EveryAnswerIsChecked.client(), or Received.on for what comes on a socket")
                .isEmpty();
    }

    @Test
    void noTestOfTheCommandLineGivesAnswersPastTheDescription() throws IOException {
        assertThat(sources("cli", SERVER, SERVERS)).as("use FakeRegistry").isEmpty();
    }

    private static List<Path> sources(String module, Pattern content, Set<String> allowed) throws IOException {
        try (Stream<Path> files = Files.walk(StackUnderTest.ROOT.resolve(module).resolve("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !allowed.contains(file.getFileName().toString()))
                    .filter(file -> content.matcher(text(file)).find())
                    .toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
