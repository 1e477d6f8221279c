package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class UpFailsTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"3, 4, conflict, runs already", "4, 4, conflict, a port is taken", "1, 1, not_ready, a full disk"})
    void withJsonTheCodeIsTheSame(int stackCode, int exitCode, String code, String reason) throws IOException {
        Path data = directory.resolve("data");
        try (FakeStack _ = new FakeStack(directory.resolve("root"), "slipway: " + reason, stackCode)) {
            assertThat(Run.of("up", "--data", data.toString()).exitCode()).isEqualTo(exitCode);

            Run run = Run.of("up", "--data", data.toString(), "-o", "json");

            assertThat(run.exitCode()).isEqualTo(exitCode);
            JsonNode error = Json.parse(run.err()).orElseThrow().path("error");
            assertThat(error.path("code").asText()).isEqualTo(code);
            assertThat(error.path("message").asText()).isEqualTo(reason);
        }
    }

    @Test
    void theLogOfTheStackThatRunsStays() throws IOException {
        Path logs = Files.createDirectories(directory.resolve("data/logs"));
        Files.writeString(logs.resolve("up.log"), "of the one that runs");
        try (FakeStack _ = new FakeStack(directory.resolve("root"), "slipway: runs already", 3)) {
            Run.of("up", "--data", directory.resolve("data").toString(), "-o", "json");
        }

        try (Stream<Path> files = Files.list(logs)) {
            assertThat(files).singleElement().asString().endsWith("up.log");
        }
        assertThat(logs.resolve("up.log")).hasContent("of the one that runs");
    }

    @Test
    void whatItPrintedIsForItsOwnerAlone() throws IOException {
        Path data = directory.resolve("data");
        try (FakeStack _ = new FakeStack(directory.resolve("root"), "slipway: a full disk", 1)) {
            Run.of("up", "--data", data.toString(), "-o", "json");
        }

        assertThat(data.resolve("logs/up.log")).content().contains("a token", "a full disk");
        mustBePrivate(data, data.resolve("logs/up.log"));
    }

    @Test
    void theDemosIsToo() throws IOException {
        Path data = directory.resolve("data");
        try (FakeStack _ = new FakeStack(directory.resolve("root"), "slipway: a full disk", 1)) {
            Run run = Run.of("demo", "--data", data.toString(), "-o", "json");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("\"message\":\"a full disk\"");
        }

        mustBePrivate(data, data.resolve("up.log"));
    }

    @Test
    void theDemoTakesNoUsedDirectory() throws IOException {
        Path used = Files.writeString(directory.resolve("used"), "precious");
        try (FakeStack _ = new FakeStack(directory.resolve("root"), "never started", 1)) {
            Run run = Run.of("demo", "--data", directory.toString());

            assertThat(run.exitCode()).isEqualTo(4);
            assertThat(run.err()).contains("is not empty", "slipway up --data " + directory);
        }
        assertThat(used).hasContent("precious");
        assertThat(directory.resolve("up.log")).doesNotExist();
    }

    private static void mustBePrivate(Path directory, Path log) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
                .isEqualTo("rw-------");
    }
}
