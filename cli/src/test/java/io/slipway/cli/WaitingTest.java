package io.slipway.cli;

import java.io.IOException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What commands wait for is what the server has chosen, not what is the latest. */
class WaitingTest {
    private static final String INSTALLED = "/providers/installed/acme/hello";
    private static final String READ = "GET " + INSTALLED;
    private static final String DEPLOYMENT = READ + "/deployment";

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
    void upgradeWaitsForTheVersionWithinTheRange() {
        server.answers(DEPLOYMENT, 200)
                .answers("POST " + INSTALLED + "/upgrade", 202, installation("1.4.0", "1.0.0", "pending"))
                .answersOnce(READ, 200, installation("1.4.0", "1.0.0", "progressing"))
                .answers(READ, 200, installation("1.4.0", "1.4.0", "available"));

        Run run = server.run("upgrade", "acme/hello", "--wait");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("to serve 1.4.0");
    }

    @Test
    void releaseHoldWaitsUntilThePolicyHasDecided() {
        server.answersOnce(DEPLOYMENT, 200, deployment(3, 3, "available", "rol_1", "succeeded"))
                .answers("POST " + INSTALLED + "/release-hold", 202, installation("1.0.0", "1.0.0", "available"))
                .answersOnce(DEPLOYMENT, 200, deployment(4, 3, "available", "rol_1", "succeeded"))
                .answersOnce(DEPLOYMENT, 200, deployment(4, 3, "available", "rol_1", "succeeded"))
                .answersOnce(DEPLOYMENT, 200, deployment(4, 4, "progressing", "rol_2", null))
                .answers(DEPLOYMENT, 200, deployment(4, 4, "available", "rol_2", "succeeded"))
                .answers(READ, 200, installation("1.4.0", "1.4.0", "available"));

        Run run = server.run("release-hold", "acme/hello", "--wait");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("1.4.0");
        assertThat(server.requests()).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({"rol_2, 1, a rollout since", "rol_1, 0, the one before counts no more"})
    void releaseHoldSaysWhatFailedSince(String rollout, int exitCode, String reason) {
        server.answersOnce(DEPLOYMENT, 200, deployment(3, 3, "rolled_back", "rol_1", "rolled_back"))
                .answers("POST " + INSTALLED + "/release-hold", 202)
                .answers(DEPLOYMENT, 200, deployment(4, 4, "rolled_back", rollout, "rolled_back"))
                .answers(READ, 200);

        Run run = server.run("release-hold", "acme/hello", "--wait");

        assertThat(run.exitCode()).as(reason).isEqualTo(exitCode);
    }

    @Test
    void watchWaitsForTheVersionThatIsToCome() {
        server.answers(DEPLOYMENT, 200, deployment(3, 3, "available", "rol_1", "succeeded"))
                .answersOnce(READ, 200, installation("1.0.0", "1.0.0", "available"))
                .answersOnce(READ, 200, installation("1.1.0", "1.0.0", "progressing"))
                .answers(READ, 200, installation("1.1.0", "1.1.0", "available"));

        Run run = server.run("watch", "acme/hello", "--version", "1.1.0");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("progressing").endsWith("\n");
        assertThat(run.out().lines().toList().getLast()).contains("1.1.0", "available");
    }

    @Test
    void watchEndsWhenThatVersionFails() {
        server.answers(DEPLOYMENT, 200, """
                        {"status": "rolled_back", "version": "1.0.0",
                         "rollout": {"to_version": "1.1.0", "result": "rolled_back", "reason": "It crashed."}}""").answers(READ, 200, installation("1.0.0", "1.0.0", "rolled_back"));

        Run run = server.run("watch", "acme/hello", "--version", "1.1.0");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("1.1.0", "It crashed.");
    }

    @Test
    void watchTakesAVersionForInstallationsOnly() {
        assertThat(server.run("watch", "acme/hello@1.0.0", "--version", "1.1.0").exitCode())
                .isEqualTo(2);
        assertThat(server.run("watch", "--version", "1.1.0").exitCode()).isEqualTo(2);
    }

    private static String installation(String installed, String serving, String status) {
        return """
                {"installed_version": "%s", "current_version": "%s", "status": "%s", "version_range": "^1.0",
                 "upgrade_policy": "auto", "message": null}""".formatted(installed, serving, status);
    }

    private static String deployment(int generation, int observed, String status, String rollout, String result) {
        return """
                {"generation": %d, "observed_generation": %d, "status": "%s", "rollout": {"id": "%s", "result": %s}}""".formatted(generation, observed, status, rollout, result == null ? "null" : "\"" + result + "\"");
    }
}
