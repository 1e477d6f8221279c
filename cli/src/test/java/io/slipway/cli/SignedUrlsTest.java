package io.slipway.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.cli.provider.Packages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands that send files to, or get them from, wherever a signed URL leads. */
class SignedUrlsTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private HttpServer server;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        boolean token = exchange.getRequestHeaders().containsKey("Authorization");
        String signed = exchange.getRequestHeaders().getFirst("x-signed");
        exchange.getRequestBody().readAllBytes();
        requests.add(line + (token ? " with token" : "") + (signed == null ? "" : " " + signed));
        byte[] body = answers.getOrDefault(line, "{}").getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Test
    void publishesInTwoSteps() throws IOException {
        Path provider = directory.resolve("hello");
        assertThat(Run.of("init", provider.toString()).exitCode()).isZero();
        answers.put("POST /providers/acme/hello/versions/upload-url", """
                {"duplicate": false, "package": {"method": "PUT", "url": "%s/bucket/x?signature=y",
                 "headers": {"x-signed": "as it is"}, "storage_path": "uploads/x"}}""".formatted(url()));
        answers.put(
                "POST /providers/acme/hello/versions/confirm", "{\"version\": \"1.0.0\", \"status\": \"building\"}");

        Run run = run("publish", provider.toString(), "--version", "1.0.0", "--two-step");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("1.0.0", "building");
        assertThat(requests)
                .containsExactly(
                        "POST /providers/acme/hello/versions/upload-url with token",
                        "PUT /bucket/x?signature=y as it is",
                        "POST /providers/acme/hello/versions/confirm with token");
    }

    @Test
    void nothingIsUploadedThatIsThere() {
        Path provider = directory.resolve("hello");
        Run.of("init", provider.toString());
        answers.put(
                "POST /providers/acme/hello/versions/upload-url",
                "{\"duplicate\": true, \"version\": {\"version\": \"0.9.0\", \"status\": \"published\"}}");

        Run run = run("publish", provider.toString(), "--version", "1.0.0", "--two-step");

        assertThat(run.out()).contains("0.9.0", "published");
        assertThat(requests).hasSize(1);
        assertThat(run("publish", provider.toString(), "--two-step", "--changelog", "x")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void downloadsAndChecks() throws IOException {
        Path expected = Files.writeString(directory.resolve("expected"), "the package");
        describe(Packages.sha256(expected));
        answers.put("GET /packages/x?signature=y", "the package");
        Path file = directory.resolve("hello.tar.gz");

        Run run = run("download", "acme/hello@1.0.0", "-f", file.toString());

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(file).hasContent("the package");
        assertThat(requests.getLast()).isEqualTo("GET /packages/x?signature=y");
    }

    @Test
    void whatIsNotThePackageIsNotWritten() throws IOException {
        describe("0".repeat(64));
        answers.put("GET /packages/x?signature=y", "something else");
        Path file = Files.writeString(directory.resolve("hello.tar.gz"), "what was there");

        Run run = run("download", "acme/hello@1.0.0", "-f", file.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(file).hasContent("what was there");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    private void describe(String sha256) {
        answers.put("GET /providers/acme/hello/versions/1.0.0/download?redirect=false", """
                {"package": {"file_name": "hello-1.0.0.tar.gz", "sha256": "%s", "url": "%s/packages/x?signature=y"}}""".formatted(sha256, url()));
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Run run(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 4);
        all[arguments.length] = "--url";
        all[arguments.length + 1] = url();
        all[arguments.length + 2] = "--token";
        all[arguments.length + 3] = "slp_x";
        return Run.of(all);
    }
}
