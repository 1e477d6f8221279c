package io.slipway.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigTest {
    private static final String INSTALLED = "/providers/installed/acme/hello";

    @TempDir
    Path directory;

    private FakeRegistry server;
    private InputStream stdin;

    @BeforeEach
    void start() throws IOException {
        server = new FakeRegistry();
        stdin = System.in;
    }

    @AfterEach
    void stop() {
        System.setIn(stdin);
        server.close();
    }

    @Test
    void valuesAreSetSealedAndTakenAway() throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), "line one\nline two\n");
        System.setIn(new ByteArrayInputStream("from the pipe\n".getBytes(StandardCharsets.UTF_8)));
        server.answers("PATCH " + INSTALLED, 200);

        Run run = server.run(
                "config",
                "acme/hello",
                "--set",
                "LEVEL=3",
                "--secret",
                "KEY=@" + file,
                "-s",
                "PASSWORD=-",
                "-s",
                "PATHS=env:PATH",
                "--unset",
                "OLD");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(server.requests().getLast().body())
                .contains("\"LEVEL\":3", "\"KEY\":{\"secret\":\"line one\\nline two\"}", "\"OLD\":null")
                .contains("\"PASSWORD\":{\"secret\":\"from the pipe\"}", "\"PATHS\":{\"secret\":\"/");
        assertThat(run.out() + run.err()).doesNotContain("from the pipe", "line one");
    }

    @Test
    void installTakesThemToo() throws IOException {
        Path file = Files.writeString(directory.resolve("password"), "hunter2");
        server.answers("POST /providers/install", 202);

        Run run = server.run("install", "acme/hello", "--config", "A=b", "--secret", "PASSWORD=@" + file);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(server.requests().getLast().body()).contains("\"PASSWORD\":{\"secret\":\"hunter2\"}");
    }

    @Test
    void theConfigIsShownWithMasks() {
        server.answers("GET " + INSTALLED, 200, "{\"config\":{\"PASSWORD\":{\"secret\":\"********\"},\"LEVEL\":3}}");

        Run run = server.run("config", "acme/hello");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("PASSWORD", "******** (secret)", "LEVEL");
    }

    @ParameterizedTest
    @CsvSource({
        "PASSWORD=hunter2, others may have read it, a value in the command",
        "PASSWORD=, others may have read it, nothing",
        "PASSWORD=@/none/there, Cannot read, no file",
        "PASSWORD=env:SLIPWAY_TEST_NO_SUCH_VARIABLE, The environment has no, no variable"
    })
    void aSecretComesFromElsewhere(String option, String message, String reason) {
        Run run = server.run("config", "acme/hello", "--secret", option);

        assertThat(run.exitCode()).as(reason).isEqualTo(2);
        assertThat(run.err()).contains(message).doesNotContain("hunter2");
        assertThat(server.requests()).isEmpty();
    }
}
