package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Import and export, as the server hears of them. */
class ReleaseCommandsTest {
    private static final String CATALOG = "/api/v1/catalog";
    private static final String IMPORT = "POST " + CATALOG + "/releases/project/acme%2Fhello/import";

    @TempDir
    private Path directory;

    private FakeRegistry server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeRegistry();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aDocumentIsImportedAndReleased() throws IOException {
        server.answers(IMPORT, 200, "{\"catalogId\": \"rel_1\", \"warnings\": []}")
                .answers("POST " + CATALOG + "/releases/rel_1/release", 200);

        Run run = server.run("import", document(), "--release");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("is released");
    }

    @Test
    void whatIsWarnedOfIsNotReleased() throws IOException {
        server.answers(IMPORT, 200);

        Run run = server.run("import", document(), "--release");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("Checksum mismatch");
    }

    @Test
    void anImportThatGoesOnIsWaitedFor() throws IOException {
        server.answers(IMPORT, 202, "{\"id\": \"imp_1\", \"state\": \"running\", \"result\": null}")
                .answers("GET " + CATALOG + "/imports/imp_1", 200);

        assertThat(server.run("import", document()).out()).contains("imp_1");
        assertThat(server.run("import", document(), "--wait").out()).contains("rel_");
    }

    @Test
    void aVersionIsExported() {
        server.answers("GET /providers/acme/hello/versions/1.0.0", 200, "{\"id\": \"prv_1\"}")
                .answers("GET " + CATALOG + "/releases/rel_1/export", 200);

        Run run = server.run("export", "acme/hello", "1.0.0", "-o", "json");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("\"artifacts\"");
    }

    @Test
    void aFileForAClosedPlaceIsNotWrittenWithoutTheImageThatItNeeds() {
        server.answers("GET /providers/acme/hello/versions/1.0.0", 200, "{\"id\": \"prv_1\"}")
                .answers(
                        "GET " + CATALOG + "/releases/rel_1/export",
                        200,
                        "{\"artifacts\": [], \"dockerImages\": [{\"name\": \"app\", \"imageUrl\": \"ghcr.io/acme/app:1\"}]}");
        Path file = directory.resolve("hello.tar");

        Run refused = server.run("export", "acme/hello", "1.0.0", "-f", file.toString());
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("ghcr.io/acme/app:1", "--without-images");
        assertThat(directory).isEmptyDirectory();

        Run written = server.run("export", "acme/hello", "1.0.0", "-f", file.toString(), "--without-images");
        assertThat(written.exitCode()).as(written.err()).isZero();
        assertThat(file).exists();
    }

    private String document() throws IOException {
        Path file = directory.resolve("release.json");
        Files.writeString(
                file,
                "{\"version\": \"1.0.0\", \"createdAt\": \"2026-01-31T12:00:00Z\", \"project\": \"acme/hello\","
                        + " \"author\": \"ada@example.com\", \"artifacts\": []}");
        return file.toString();
    }
}
