package io.slipway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** A second process of a service beside the one that the stack supervises: the same settings, its own name and ports. */
final class Replica implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final int port;

    private Replica(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Replica start(Path data, String service) throws IOException {
        Properties settings = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve(service + ".properties"))) {
            settings.load(reader);
        }
        int port = freePort();
        int management = freePort();
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.management.port", Integer.toString(management));
        settings.put("quarkus.datasource.reactive.max-size", "4");
        settings.put("slipway.instance-id", service + "-1");
        settings.remove("slipway.builds.directory");
        Path file = data.resolve(service + "-1.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dquarkus.config.locations=" + file.toUri(),
                        "-jar",
                        StackUnderTest.ROOT
                                .resolve(service + "/target/quarkus-app/quarkus-run.jar")
                                .toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("logs/" + service + "-1.log").toFile())
                .start();
        Awaitility.await(service + "-1 ready")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> ready(management));
        return new Replica(process, port);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** kill -9, and nobody starts it again. */
    void kill() {
        process.destroyForcibly();
    }

    private static boolean ready(int management) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS))
                .as("a replica ends on SIGTERM")
                .isTrue();
    }
}
