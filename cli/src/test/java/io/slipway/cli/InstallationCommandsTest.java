package io.slipway.cli;

import java.io.IOException;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InstallationCommandsTest {
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
    void historyShowsHowEachRolloutEnded() {
        server.answers("GET " + INSTALLED + "/history", 200, """
                {"items": [
                  {"id": "rol_2", "from_version": "1.0.0", "to_version": "1.1.0", "rule": "pin", "result": null,
                   "finished_at": null, "duration_seconds": null},
                  {"id": "rol_1", "from_version": null, "to_version": "1.0.0", "rule": "manual", "result": "rolled_back",
                   "reason": "CrashLoop", "duration_seconds": 2.5}],
                 "pagination": {"next_cursor": null}}""");

        Run run = server.run("history", "acme/hello");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().toList().get(1)).contains("rol_2", "1.0.0", "1.1.0", "pin", "running");
        assertThat(run.out().lines().toList().get(2)).contains("rol_1", "rolled_back", "CrashLoop", "2.5");
    }

    @Test
    void explainShowsEachRuleAndAsksAboutThePast() {
        server.answers("GET " + INSTALLED + "/explain", 200, """
                {"version": "1.1.0", "rollout": "rol_2", "rule": "auto_latest",
                 "steps": [{"rule": "range", "verdict": "excluded", "message": "Takes 2.0.0 out of the choice.",
                            "inputs": {"range": "^1.0", "excluded": ["2.0.0"]}}]}""");

        Run run = server.run("explain", "acme/hello", "--rollout", "rol_2");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("1.1.0: auto_latest", "excluded", "range=^1.0", "Takes 2.0.0 out");
        assertThat(server.requests().getLast().line()).endsWith("/explain?rollout=rol_2");
        JsonNode json = Json.parse(
                        server.run("explain", "acme/hello", "-o", "json").out())
                .orElseThrow();
        assertThat(json.path("steps")).hasSize(1);
    }

    @Test
    void downgradeWaitsForTheVersionItNamed() {
        server.answers("GET " + INSTALLED + "/deployment", 200)
                .answers(
                        "POST " + INSTALLED + "/downgrade",
                        202,
                        "{\"installed_version\": \"1.0.0\", \"pinned_version\": \"1.0.0\", \"superseded\": null, \"dry_run\": null}")
                .answers(
                        "GET " + INSTALLED,
                        200,
                        "{\"installed_version\": \"1.0.0\", \"current_version\": \"1.0.0\", \"status\": \"available\", \"superseded\": null, \"dry_run\": null}");

        assertThat(server.run("downgrade", "acme/hello", "--version", "1.0.0", "--wait")
                        .exitCode())
                .isZero();
        assertThat(server.run("downgrade", "acme/hello").exitCode()).isEqualTo(2);
    }

    @Test
    void aDryRunTellsWhatWouldBeAndFailsWhenTheConfigDoesNotFit() {
        server.answersOnce("POST " + INSTALLED + "/upgrade", 200, plan("[]", true))
                .answers("POST " + INSTALLED + "/upgrade", 200, plan("""
                        [{"field": "/config/COUNT", "message": "must be a number"}]""", false));

        Run good = server.run("upgrade", "acme/hello", "--dry-run");
        Run bad = server.run("upgrade", "acme/hello", "--dry-run");

        assertThat(good.exitCode()).as(good.err()).isZero();
        assertThat(good.out()).contains("A rollout would begin, version 1.1.0, revision 3", "supersede version 1.0.5");
        assertThat(bad.exitCode()).isEqualTo(7);
        assertThat(bad.out()).contains("/config/COUNT: must be a number");
        assertThat(server.requests().getFirst().line()).endsWith("/upgrade?dry_run=true");
    }

    @Test
    void aDryRunOfAnInstallSendsItsSecrets() {
        server.answers("POST /providers/install", 200, plan("[]", true));

        Run run = server.run("install", "acme/hello", "--secret", "PASSWORD=env:PATH", "--dry-run");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(server.requests().getLast().line()).endsWith("/install?dry_run=true");
        assertThat(server.requests().getLast().body()).contains("\"PASSWORD\":{\"secret\":\"/");
    }

    private static String plan(String errors, boolean valid) {
        return """
                {"superseded": null, "dry_run": {"target_version": "1.1.0", "rolls_out": true, "revision": 3,
                 "config_revision": 2, "config": {"valid": %s, "errors": %s},
                 "supersedes": {"version": "1.0.5", "generation": 4, "rollout": null}}}""".formatted(valid, errors);
    }
}
