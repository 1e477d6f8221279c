package io.slipway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.slipway.cli.provider.Packages;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands that send files to, or get them from, wherever a signed URL leads: here a store of its own, which gets no token. */
class SignedUrlsTest {
    private static final String VERSIONS = "/providers/acme/hello/versions";

    private FakeRegistry server;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server = new FakeRegistry();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void publishesInTwoSteps() throws IOException {
        Path provider = directory.resolve("hello");
        assertThat(Run.of("init", provider.toString()).exitCode()).isZero();
        try (FakeServer store = new FakeServer(200, "")) {
            server.answers("POST " + VERSIONS + "/upload-url", 201, """
                    {"duplicate": false, "package": {"method": "PUT", "url": "%s/bucket/x?signature=y",
                     "headers": {"x-signed": "as it is"}, "storage_path": "uploads/x"}}""".formatted(store.url()));
            server.answers("POST " + VERSIONS + "/confirm", 202, "{\"version\": \"1.0.0\", \"status\": \"building\"}");

            Run run = server.run("publish", provider.toString(), "--version", "1.0.0", "--two-step");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("1.0.0", "building");
            assertThat(server.requests())
                    .extracting(FakeServer.Request::line)
                    .containsExactly("POST " + VERSIONS + "/upload-url", "POST " + VERSIONS + "/confirm");
            assertThat(server.requests())
                    .extracting(FakeServer.Request::authorization)
                    .containsOnly("Bearer slp_x");
            assertThat(store.requests()).singleElement().satisfies(request -> {
                assertThat(request.line()).isEqualTo("PUT /bucket/x?signature=y");
                assertThat(request.header("x-signed")).isEqualTo("as it is");
                assertThat(request.authorization()).isNull();
            });
        }
    }

    @Test
    void nothingIsUploadedThatIsThere() {
        Path provider = directory.resolve("hello");
        Run.of("init", provider.toString());
        String version = FakeRegistry.body(
                "GET " + VERSIONS + "/0.9.0", 200, "{\"version\": \"0.9.0\", \"status\": \"published\"}");
        server.answers("POST " + VERSIONS + "/upload-url", 200, """
                {"duplicate": true, "version": %s, "upload_id": null, "package": null, "lockfile": null}""".formatted(version));

        Run run = server.run("publish", provider.toString(), "--version", "1.0.0", "--two-step");

        assertThat(run.out()).contains("0.9.0", "published");
        assertThat(server.requests()).hasSize(1);
        assertThat(server.run("publish", provider.toString(), "--two-step", "--changelog", "x")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void downloadsAndChecks() throws IOException {
        Path expected = Files.writeString(directory.resolve("expected"), "the package");
        Path file = directory.resolve("hello.tar.gz");
        try (FakeServer store = new FakeServer(200, "the package")) {
            describe(store, Packages.sha256(expected));

            Run run = server.run("download", "acme/hello@1.0.0", "-f", file.toString());

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(file).hasContent("the package");
            assertThat(store.requests()).singleElement().satisfies(request -> {
                assertThat(request.line()).isEqualTo("GET /packages/x?signature=y");
                assertThat(request.authorization()).isNull();
            });
        }
    }

    @Test
    void whatIsNotThePackageIsNotWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("hello.tar.gz"), "what was there");
        try (FakeServer store = new FakeServer(200, "something else")) {
            describe(store, "0".repeat(64));

            Run run = server.run("download", "acme/hello@1.0.0", "-f", file.toString());

            assertThat(run.exitCode()).isEqualTo(1);
        }
        assertThat(file).hasContent("what was there");
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void namesTheStoreThatIsAwayAndNotItsSecret() throws IOException {
        String away;
        try (FakeServer store = new FakeServer(200, "")) {
            away = store.url();
            describe(store, "0".repeat(64));
        }

        Run run = server.run(
                "download", "acme/hello@1.0.0", "-f", directory.resolve("x").toString());

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).contains("Cannot reach " + away).doesNotContain("slipway up", "signature=y");
    }

    private void describe(FakeServer store, String sha256) {
        server.answers("GET " + VERSIONS + "/1.0.0/download", 200, """
                {"package": {"file_name": "hello-1.0.0.tar.gz", "sha256": "%s", "url": "%s/packages/x?signature=y"}}""".formatted(sha256, store.url()));
    }
}
