package io.slipway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.providerpackage.PackageException;
import io.slipway.providerpackage.PackageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** What Slipway builds runs in any container engine. Skipped where no Docker engine answers. */
class ContainerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    @Test
    void anImageRunsInAContainer() throws Exception {
        assumeThat(engine()).as("a Docker engine answers").isTrue();
        try (StackUnderTest stack = StackUnderTest.start(directory.resolve("data"))) {
            login(stack.registry());
            String image = publish(stack.as("acme"));
            String container = docker("run", "-d", "-e", "PORT=9090", "-p", "127.0.0.1::9090", image);
            try {
                String url = "http://" + docker("port", container, "9090/tcp");
                await("healthy")
                        .atMost(PATIENCE)
                        .ignoreExceptions()
                        .until(() -> Api.call(url + "/healthz").status() == 200);
                assertThat(Api.call(url + "/").body().path("version").asText()).isEqualTo("1.0.0");
            } finally {
                docker("rm", "-f", "-v", container);
                docker("rmi", image);
            }
        }
    }

    private static String publish(Api api) throws IOException, PackageException {
        ByteArrayOutputStream tarGz = new ByteArrayOutputStream();
        PackageWriter.write(StackUnderTest.ROOT.resolve("examples/hello/1.0.0"), tarGz);
        api.publish("acme/hello", "1.0.0", tarGz.toByteArray()).expect(202);
        return await("published")
                .atMost(PATIENCE)
                .until(
                        () -> api.version("acme/hello", "1.0.0")
                                .body()
                                .path("image_url")
                                .asText(),
                        url -> url.contains("@sha256:"));
    }

    /** As {@code docker login} leaves it, but in a file of the test's own. */
    private void login(JsonNode registry) throws IOException {
        String login = registry.path("username").asText() + ":"
                + registry.path("password").asText();
        String encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                directory.resolve("config.json"),
                "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
                        .formatted(registry.path("address").asText(), encoded));
    }

    private boolean engine() throws InterruptedException {
        try {
            return start("version").waitFor() == 0;
        } catch (IOException e) {
            return false; // no docker command
        }
    }

    /** The last line that it prints, which is an id or an address. */
    private String docker(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("docker %s ends", List.of(arguments))
                .isTrue();
        List<String> output = process.inputReader().lines().toList();
        assertThat(process.exitValue())
                .as("docker %s%n%s", List.of(arguments), output)
                .isZero();
        return output.getLast();
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("docker", "--config", directory.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
