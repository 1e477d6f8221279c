package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An upgrade with another config, in the middle of which services are killed: it comes true once, and history says so. */
class UpgradeKilledTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private static Path directory;

    private static StackUnderTest stack;

    @BeforeAll
    static void up() throws IOException {
        stack = StackUnderTest.start(directory.resolve("data"));
    }

    @AfterAll
    static void down() throws InterruptedException {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    void deployerAndRegistryKilledBeforeTheTrafficMoves() throws Exception {
        Story acme = installed("acme/killed-up");
        String id = acme.installation().path("id").asText();
        Load load = new Load(acme.url());
        try (load) {
            changeConfigAndUpgrade(acme);
            await("new revision up, traffic not moved")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> versionIsUp(stack.node(id)));
            stack.kill("deployer");
            stack.kill("registry-api");
            cameTrueOnce(acme);
        }
        assertThat(load.failures()).as("of %s requests", load.requests()).isEmpty();
    }

    /** The request is committed, and nobody has heard of it. */
    @Test
    void registryKilledBeforeItsEventIsSent() throws Exception {
        Story acme = installed("acme/killed-relay");
        stack.stopKafka();
        changeConfigAndUpgrade(acme);
        stack.kill("registry-api");
        stack.kill("deployer");
        stack.startKafka();
        cameTrueOnce(acme);
    }

    private static Story installed(String provider) throws Exception {
        return new Story(stack.as("acme"), provider, directory)
                .publish(ProviderSource.good("1.0.0"))
                .publish(ProviderSource.good("1.1.0"))
                .awaitPublished("1.0.0")
                .awaitPublished("1.1.0")
                .installVersion("1.0.0")
                .awaitServing("1.0.0");
    }

    private static void changeConfigAndUpgrade(Story acme) {
        String path = "/providers/installed/" + acme.provider();
        acme.api().patch(path, "{\"config\":{\"GREETING\":\"moin\"}}").expect(200);
        acme.api().post(path + "/upgrade", "{\"version\":\"1.1.0\"}").expect(202);
    }

    private static boolean versionIsUp(JsonNode node) {
        return node.path("revisions")
                .valueStream()
                .anyMatch(revision -> revision.path("phase").asText().equals("ready")
                        && revision.path("number").asInt() != node.path("route").asInt());
    }

    private static void cameTrueOnce(Story acme) {
        await(acme.provider() + " serves 1.1.0 with the new config")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    JsonNode answer = acme.answer();
                    return answer.path("version").asText().equals("1.1.0")
                            && answer.path("greeting").asText().equals("moin");
                });
        await(acme.provider() + ": the registry knows")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> {
                    JsonNode installation = acme.installation();
                    assertThat(installation.path("status").asText()).isEqualTo("available");
                    assertThat(installation.path("current_version").asText()).isEqualTo("1.1.0");
                    assertThat(installation.path("installed_version").asText()).isEqualTo("1.1.0");
                });
        List<JsonNode> rollouts = acme.api()
                .get("/providers/installed/" + acme.provider() + "/history?order=asc")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .toList();
        assertThat(rollouts)
                .as("each once, without a hole")
                .extracting(rollout -> rollout.path("number").asInt())
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, rollouts.size())
                        .boxed()
                        .toList());
        assertThat(rollouts)
                .filteredOn(rollout -> rollout.path("to_version").asText().equals("1.1.0"))
                .as("%s", rollouts)
                .singleElement()
                .satisfies(
                        rollout -> assertThat(rollout.path("result").asText()).isEqualTo("succeeded"));
        assertThat(rollouts)
                .extracting(rollout -> rollout.path("result").asText())
                .as("all have ended")
                .allMatch(List.of("succeeded", "superseded")::contains);
    }
}
