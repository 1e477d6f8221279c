package io.slipway.cli;

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Environments and promotions, as the server hears of them. */
class EnvironmentCommandsTest {
    private static final String INSTALLED = "/providers/installed/acme/hello";

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
    void environmentsAreMadeListedAndDeleted() {
        server.answers("GET /organizations/me", 200, "{\"name\": \"acme\"}")
                .answers("POST /organizations/acme/environments", 201, "{\"name\": \"staging\"}")
                .answers("GET /organizations/acme/environments", 200)
                .answers("DELETE /organizations/acme/environments/staging", 204);

        assertThat(server.run("env", "create", "staging").out()).contains("staging");
        assertThat(server.run("env", "list", "-o", "json").exitCode()).isZero();
        assertThat(server.run("env", "delete", "staging").out()).contains("Deleted staging");
        assertThat(server.requests()).anyMatch(request -> request.body().contains("\"name\":\"staging\""));
    }

    @ParameterizedTest
    @CsvSource({
        "upgrade acme/hello, POST, /upgrade, 202",
        "rollback acme/hello, POST, /rollback, 202",
        "release-hold acme/hello, POST, /release-hold, 202",
        "uninstall acme/hello, DELETE, '', 202",
    })
    void eachCommandTakesAnEnvironment(String command, String method, String action, int status) {
        server.answers(method + " " + INSTALLED + action, status);

        Run run = server.run((command + " --environment staging").split(" "));

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(server.requests().getLast().line()).contains("environment=staging");
    }

    @Test
    void uninstallsWhatOthersRequireByForce() {
        server.answers("DELETE " + INSTALLED, 202);

        server.run("uninstall", "acme/hello", "-e", "staging", "--cascade", "--force");

        assertThat(server.requests().getLast().line()).contains("environment=staging&cascade=true&force=true");
    }

    @Test
    void promotesAndWaitsWhereItGoes() {
        server.answersOnce("GET " + INSTALLED + "/deployment", 404, """
                        {"type": "about:blank", "title": "Not found", "status": 404, "code": "not_found", "detail": "-"}""")
                .answers("POST " + INSTALLED + "/promote", 202, """
                        {"installed_version": "1.1.0", "environment": "production"}""")
                .answers("GET " + INSTALLED, 200, """
                        {"installed_version": "1.1.0", "current_version": "1.1.0", "environment": "production"}""");

        Run run = server.run(
                "promote",
                "acme/hello",
                "--from",
                "staging",
                "--to",
                "production",
                "--include",
                "config",
                "--config",
                "PLACE=eu",
                "--wait");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(server.requests()).extracting(FakeServer.Request::line).satisfies(lines -> {
            assertThat(lines).anyMatch(line -> line.contains("/promote?environment=staging"));
            assertThat(lines.getLast()).contains("environment=production");
        });
        assertThat(server.requests()).anyMatch(request -> request.body()
                .contains("{\"to\":\"production\",\"include\":[\"config\"],\"config\":{\"PLACE\":\"eu\"}}"));
    }
}
