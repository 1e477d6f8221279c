package io.slipway.cli;

import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServerErrorsTest {
    private static final String PROBLEM = """
            {"title": "Unprocessable", "code": "invalid_value", "detail": "The config does not fit. Change it.",
             "errors": [{"field": "/config/SIZE", "message": "must be at least 1"}], "trace_id": "abc123"}""";

    private static final String UPGRADE = "/providers/installed/acme/hello/upgrade";

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "400, 7", "401, 6", "403, 6", "404, 3", "409, 4", "410, 3", "412, 4", "413, 7", "422, 7", "500, 5", "503, 5"
    })
    void statusDecidesTheExitCode(int status, int exitCode) throws Exception {
        try (FakeRegistry server = new FakeRegistry().answers("POST " + UPGRADE, status)) {
            assertThat(server.run("upgrade", "acme/hello").exitCode()).isEqualTo(exitCode);
        }
    }

    @Test
    void saysWhatTheServerSaysAndWhere() throws Exception {
        try (FakeRegistry server = new FakeRegistry().answers("POST /providers/install", 422, PROBLEM)) {
            Run run = server.run("install", "acme/hello", "-c", "SIZE=0");

            assertThat(run.err())
                    .contains("The config does not fit. Change it.", "/config/SIZE: must be at least 1", "abc123");
            assertThat(run.out()).isEmpty();
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.authorization()).isEqualTo("Bearer slp_x");
                JsonNode body = Json.parse(request.body()).orElseThrow();
                assertThat(body.path("config").path("SIZE").isInt()).isTrue();
                assertThat(body.path("upgrade_policy").asText()).isEqualTo("manual");
            });
        }
    }

    @Test
    void withJsonTheErrorIsAnObject() throws Exception {
        try (FakeRegistry server = new FakeRegistry().answers("POST " + UPGRADE, 422, PROBLEM)) {
            Run run = server.run("upgrade", "acme/hello", "--output", "json");

            JsonNode error = Json.parse(run.err()).orElseThrow().path("error");
            assertThat(error.path("code").asText()).isEqualTo("invalid_value");
            assertThat(error.path("exit_code").asInt()).isEqualTo(7);
        }
    }

    @Test
    void anAnswerThatIsNoProblemDocumentIsAnErrorToo() throws Exception {
        try (FakeServer server = new FakeServer(502, "<html>Bad gateway</html>")) {
            Run run = Run.of("providers", "--url", server.url());

            assertThat(run.exitCode()).isEqualTo(5);
            assertThat(run.err()).contains("answered 502");
        }
    }

    @Test
    void saysHowToReachAServer() {
        Run run = Run.of("installed", "--url", "http://127.0.0.1:1", "--token", "x");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("Cannot reach http://127.0.0.1:1", "slipway up");
    }

    @Test
    void saysThatNoStackRuns() {
        Run run = Run.of("events", "--data", directory.toString());

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).contains("No stack runs on " + directory);
        assertThat(Run.of("down", "--data", directory.toString()).exitCode()).isZero();
        assertThat(Run.of("status", "--data", directory.toString()).exitCode()).isEqualTo(3);
    }

    @Test
    void publishesThePackedBytesAsAForm() throws Exception {
        String source = directory.resolve("p").toString();
        Run.of("init", source);
        try (FakeRegistry server = new FakeRegistry()
                .answers("POST /providers/acme/p/publish", 202, "{\"version\": \"0.1.0\", \"status\": \"building\"}")) {
            Run run = server.run("publish", source, "-o", "json");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(Json.parse(run.out()).orElseThrow().path("status").asText())
                    .isEqualTo("building");
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.line()).isEqualTo("POST /providers/acme/p/publish");
                assertThat(request.header("Content-Type")).startsWith("multipart/form-data; boundary=");
                assertThat(request.body()).contains("name=\"version\"", "0.1.0", "name=\"code\"", "\u001f\u008b");
            });
        }
    }
}
