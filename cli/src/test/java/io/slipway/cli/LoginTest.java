package io.slipway.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.api.StoredLogin;
import io.slipway.cli.console.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LoginTest {
    private static final String ME = """
            {"name": "acme", "actor": "user:usr_1", "scopes": ["read"]}""";

    @TempDir
    Path directory;

    @AfterEach
    void forget() {
        StoredLogin.remove();
    }

    @Test
    void aLoginIsKeptForItsUserAlone() throws IOException {
        try (FakeRegistry server = registry()) {
            Run run = login(server, "slp_secret\n");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("user:usr_1 of acme").doesNotContain("slp_secret");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(StoredLogin.file())))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(StoredLogin.file().getParent())))
                    .isEqualTo("rwx------");

            Run.of("installed");
            assertThat(server.requests().getLast().authorization()).isEqualTo("Bearer slp_secret");
        }
    }

    @Test
    void aRefusedTokenIsNotKept() throws IOException {
        try (FakeRegistry server = new FakeRegistry().answers("GET /organizations/me", 401)) {
            assertThat(login(server, "slp_wrong").exitCode()).isEqualTo(6);
            assertThat(login(server, "").exitCode()).isEqualTo(2);
        }
        assertThat(StoredLogin.file()).doesNotExist();
    }

    @Test
    void optionsWinAndNoServerGetsAnothersToken() throws IOException {
        try (FakeRegistry mine = registry();
                FakeRegistry other = registry()) {
            login(mine, "slp_mine");

            Run.of("installed", "--url", other.url());
            assertThat(other.requests().getLast().authorization()).isNull();
            Run.of("installed", "--url", other.url(), "--token", "slp_other");
            assertThat(other.requests().getLast().authorization()).isEqualTo("Bearer slp_other");
            Run.of("installed", "--url", mine.url() + "/");
            assertThat(mine.requests().getLast().authorization()).isEqualTo("Bearer slp_mine");
            Run.of("installed", "--token", "slp_option");
            assertThat(mine.requests().getLast().authorization()).isEqualTo("Bearer slp_option");

            // Whoever names a stack means that one, also when none runs there.
            assertThat(Run.of("installed", "--data", directory.toString()).exitCode())
                    .isEqualTo(3);
        }
    }

    @Test
    void logoutForgets() throws IOException {
        try (FakeRegistry server = registry()) {
            login(server, "slp_secret");
        }

        assertThat(Run.of("logout").out()).contains("Forgotten");
        assertThat(StoredLogin.file()).doesNotExist();
        assertThat(Run.of("logout").exitCode()).isZero();
    }

    @Test
    void aNewTokenStandsAloneOnStdout() throws IOException {
        try (FakeRegistry server =
                registry().answers("POST /organizations/acme/tokens", 201, "{\"token\": \"slp_new\"}")) {
            Run run = Run.of(
                    "token",
                    "create",
                    "ci",
                    "--scope",
                    "read,publish",
                    "--provider",
                    "acme/hello",
                    "--expires-in",
                    "90d",
                    "--url",
                    server.url(),
                    "--token",
                    "slp_x");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out().strip()).isEqualTo("slp_new");
            FakeServer.Request request = server.requests().getLast();
            assertThat(request.line()).isEqualTo("POST /organizations/acme/tokens");
            JsonNode body = Json.parse(request.body()).orElseThrow();
            assertThat(body.path("scopes").toString()).isEqualTo("[\"read\",\"publish\"]");
            assertThat(body.path("provider").asText()).isEqualTo("acme/hello");
            assertThat(body.path("expires_at").asText()).endsWith("Z");
        }
        assertThat(Run.of("token", "create", "ci", "--scope", "read", "--expires-in", "soon")
                        .exitCode())
                .isEqualTo(2);
    }

    private static FakeRegistry registry() throws IOException {
        return new FakeRegistry()
                .answers("GET /organizations/me", 200, ME)
                .answers("GET /providers/installed", 200, "{\"items\": []}");
    }

    private static Run login(FakeRegistry server, String stdin) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)));
        try {
            return Run.of("login", server.url(), "--token-stdin");
        } finally {
            System.setIn(before);
        }
    }
}
