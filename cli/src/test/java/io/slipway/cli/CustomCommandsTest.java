package io.slipway.cli;

import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.cli.console.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Custom providers on the command line, as the server hears of it. */
class CustomCommandsTest {
    private static final String ID = "cpr_0BdpVq8qWuRkHMvVGvgVxq";
    private static final String VERSION = "cpv_0BdpVq8qWuRkHMvVGvgVxq";
    private static final String DEPLOYMENT = "cpd_0BdpVq8qWuRkHMvVGvgVxq";
    private static final String CUSTOM = "/custom-providers/" + ID;

    @Test
    void aNameIsLookedUpAndAFilterSent() throws Exception {
        try (FakeRegistry server = known().answers(
                        "GET " + CUSTOM + "/versions",
                        200,
                        "{\"items\": [{\"index\": 7, \"identifier\": \"v1.2.0\"}]}")) {
            Run run = server.run("custom", "versions", "greeter", "--status", "queued,deploying");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("7", "v1.2.0");
            assertThat(server.requests().getLast().line())
                    .isEqualTo("GET " + CUSTOM + "/versions?status=queued&status=deploying&limit=100");
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws Exception {
        try (FakeRegistry server = known()) {
            Run run = server.run("custom", "show", "nobody");

            assertThat(run.exitCode()).isEqualTo(3);
            assertThat(run.err()).contains("slipway custom list");
        }
    }

    @Test
    void anImageIsPublishedWithoutItsPasswordBeingShown(@TempDir Path directory) throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "hush\n");
        try (FakeRegistry server = known().answers("POST " + CUSTOM + "/versions", 201)) {
            Run run = server.run(
                    "custom",
                    "publish",
                    "greeter",
                    "--image",
                    "ghcr.io/acme/greeter:1",
                    "--username",
                    "robot",
                    "--password",
                    "@" + password,
                    "--env",
                    "default,production",
                    "--message",
                    "Greet faster");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out() + run.err()).doesNotContain("hush");
            JsonNode body = Json.parse(server.requests().getLast().body()).orElseThrow();
            assertThat(body.at("/from/type").asText()).isEqualTo("container");
            assertThat(body.at("/from/password").asText()).isEqualTo("hush");
            assertThat(body.path("environments")).extracting(JsonNode::asText).containsExactly("default", "production");
        }
    }

    @Test
    void aPasswordAmongTheArgumentsIsRefused() throws Exception {
        try (FakeRegistry server = known()) {
            Run run = server.run("custom", "publish", "greeter", "--image", "a/b:1", "--password", "hush");

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("stands in the command").doesNotContain("hush");
            assertThat(server.requests()).noneMatch(request -> request.body().contains("hush"));
        }
    }

    @Test
    void eitherADirectoryOrAnImage(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("provider.yaml"), "kind: Provider");
        try (FakeRegistry server = new FakeRegistry()) {
            assertThat(server.run("custom", "publish", "greeter").exitCode()).isEqualTo(2);
            assertThat(server.run("custom", "publish", "greeter", directory.toString(), "--image", "a/b:1")
                            .exitCode())
                    .isEqualTo(2);
        }
    }

    @Test
    void waitsForADeploymentAndTellsWhyItFailed() throws Exception {
        try (FakeRegistry server = known().answers(
                        "GET " + CUSTOM + "/versions",
                        200,
                        "{\"items\": [{\"id\": \"" + VERSION + "\", \"version\": \"1.0.0\"}]}")
                .answers(
                        "POST " + CUSTOM + "/deployments",
                        201,
                        "{\"id\": \"" + DEPLOYMENT + "\", \"status\": \"queued\"}")
                .answersOnce("GET " + CUSTOM + "/deployments/" + DEPLOYMENT, 200, "{\"status\": \"deploying\"}")
                .answers(
                        "GET " + CUSTOM + "/deployments/" + DEPLOYMENT,
                        200,
                        "{\"status\": \"failed\", \"error_code\": \"rolled_back\", \"error_message\": \"It did not come up.\"}")
                .answers(
                        "GET " + CUSTOM + "/deployments/" + DEPLOYMENT + "/logs",
                        200,
                        "{\"items\": [{\"step\": \"rollout\", \"text\": \"no health\"}], \"next\": \"r1\"}")) {
            Run run = server.run("custom", "deploy", "greeter", "1.0.0", "--wait", "--output", "json");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("rolled_back", "It did not come up.", "rollout | no health");
        }
    }

    @Test
    void aRollbackWaitsForItsDeployment() throws Exception {
        try (FakeRegistry server = known().answers(
                        "POST " + CUSTOM + "/commits",
                        201,
                        "{\"type\": \"rollback\", \"deployment_ids\": [\"" + DEPLOYMENT + "\"]}")
                .answers("GET " + CUSTOM + "/deployments/" + DEPLOYMENT, 200, "{\"status\": \"succeeded\"}")
                .answers("GET " + CUSTOM + "/deployments/" + DEPLOYMENT + "/logs", 200)) {
            Run run = server.run("custom", "rollback", "greeter", "--env", "production", "--wait");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("rollback");
        }
    }

    @Test
    void anEnvironmentIsAdded() throws Exception {
        try (FakeRegistry server = known().answers("POST " + CUSTOM + "/environments", 201)) {
            Run run = server.run("custom", "env", "greeter", "--add", "production", "-o", "json");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(Json.parse(run.out()).orElseThrow().path("object").asText())
                    .isEqualTo("custom_provider.environment");
            assertThat(server.requests().getLast().body()).isEqualTo("{\"name\":\"production\"}");
        }
    }

    private static FakeRegistry known() throws Exception {
        return new FakeRegistry()
                .answers(
                        "GET /custom-providers",
                        200,
                        "{\"items\": [{\"id\": \"" + ID
                                + "\", \"name\": \"greeter\", \"provider_name\": \"acme/greeter\"}]}");
    }
}
