package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills what can be killed at its worst moment. After each fault the end state is the one without it: nothing lost,
 * doubled or stuck, and no request to a healthy installation failed that did not have to.
 */
class FaultsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BROKER_AWAY = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static StackUnderTest stack;
    private static EventLog events;

    private Story acme;

    @BeforeAll
    static void up() throws IOException {
        stack = StackUnderTest.start(directory.resolve("data"));
        events = stack.events();
    }

    @AfterAll
    static void down() throws InterruptedException {
        if (events != null) {
            events.close();
        }
        stack.close();
        assertThat(stack.providers())
                .as("provider processes after the shutdown")
                .isEmpty();
    }

    @BeforeEach
    void provider(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(java.util.Locale.ROOT);
        acme = new Story(stack.as("acme"), "acme/" + name.substring(0, Math.min(30, name.length())), directory);
    }

    /** What holds after every fault. */
    @AfterEach
    void nothingIsLostDoubledOrStuck() {
        String id = acme.installation().path("id").asText();
        await("one process per installation").atMost(PATIENCE).untilAsserted(() -> {
            JsonNode node = stack.node(id);
            assertThat(node.path("revisions").size())
                    .as("revisions in %s", node)
                    .isEqualTo(1);
            assertThat(node.path("revisions").get(0).path("number").asInt())
                    .isEqualTo(node.path("route").asInt());
        });
        EventOrder.check(events.events());
        acme.api().uninstall(acme.provider()).expect(202);
        await("uninstalled")
                .atMost(PATIENCE)
                .until(() -> acme.api().installed(acme.provider()).status() == 404);
        await("no provider process is left").atMost(PATIENCE).untilAsserted(() -> assertThat(stack.providers())
                .isEmpty());
    }

    @Test
    void builderKilledInTheMiddleOfABuild() throws Exception {
        acme.publish(ProviderSource.good("1.0.0").withBallast(40_000_000, new Random(1)));
        await("the build runs")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> acme.buildRuns("1.0.0"));
        stack.kill("build-orchestrator");
        acme.awaitPublished("1.0.0").install("auto").awaitServing("1.0.0");
        JsonNode version = acme.version("1.0.0");
        assertThat(version.path("image_url").asText()).contains("@sha256:");
        assertHappenedOnce("io.slipway.version.released.v1", acme.provider() + "@1.0.0");
        assertHappenedOnce(
                "io.slipway.build.succeeded.v1", version.path("build_id").asText());
    }

    @Test
    void registryKilledAfterItsCommitBeforeTheRelay() throws Exception {
        acme.publish(ProviderSource.good("1.0.0"))
                .awaitPublished("1.0.0")
                .install("auto")
                .awaitServing("1.0.0");
        try (Load load = new Load(acme.url())) {
            stack.stopKafka();
            acme.publish(ProviderSource.good("1.1.0"));
            stack.kill("registry-api");
            stack.startKafka();
            acme.awaitServing("1.1.0");
            assertNoneFailed(load);
        }
        assertHappenedOnce("io.slipway.version.published.v1", acme.provider() + "@1.1.0");
    }

    @Test
    void deployerKilledBetweenUpAndMoved() throws Exception {
        acme.publish(ProviderSource.good("1.0.0"))
                .awaitPublished("1.0.0")
                .install("auto")
                .awaitServing("1.0.0");
        String id = acme.installation().path("id").asText();
        try (Load load = new Load(acme.url())) {
            acme.publish(ProviderSource.good("1.1.0"));
            await("new revision up, traffic not moved")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> isBetweenUpAndMoved(stack.node(id)));
            stack.kill("deployer");
            acme.awaitServing("1.1.0");
            assertNoneFailed(load);
        }
        assertHappenedOnce("io.slipway.version.released.v1", acme.provider() + "@1.1.0");
    }

    @Test
    void nodeKilledWhileProvidersRun() throws Exception {
        acme.publish(ProviderSource.good("1.0.0"))
                .awaitPublished("1.0.0")
                .install("auto")
                .awaitServing("1.0.0");
        String url = acme.url();
        long provider = acme.answer().path("pid").asLong();
        stack.killStack();
        assertThat(ProcessHandle.of(provider))
                .as("the provider outlives its node")
                .isPresent();
        stack.up();
        acme = new Story(stack.as("acme"), acme.provider(), directory);
        acme.awaitServing("1.0.0");
        assertThat(acme.url()).isEqualTo(url);
        assertThat(acme.answer().path("pid").asLong())
                .as("adopted, not doubled")
                .isEqualTo(provider);
        acme.publish(ProviderSource.good("1.1.0")).awaitServing("1.1.0");
    }

    @Test
    void kafkaAwayDuringAPublishAndAnUpgrade() throws Exception {
        acme.publish(ProviderSource.good("1.0.0"))
                .awaitPublished("1.0.0")
                .install("manual")
                .awaitServing("1.0.0");
        acme.publish(ProviderSource.good("1.1.0")).awaitPublished("1.1.0");
        try (Load load = new Load(acme.url())) {
            stack.stopKafka();
            acme.publish(ProviderSource.good("1.2.0"));
            acme.api()
                    .post("/providers/installed/" + acme.provider() + "/upgrade", "{\"version\":\"1.1.0\"}")
                    .expect(202);
            await("the broker is away for a while")
                    .atMost(PATIENCE)
                    .pollDelay(BROKER_AWAY)
                    .until(() -> true);
            stack.startKafka();
            acme.awaitServing("1.1.0").awaitPublished("1.2.0");
            assertNoneFailed(load);
        }
        assertHappenedOnce("io.slipway.version.published.v1", acme.provider() + "@1.2.0");
        assertHappenedOnce("io.slipway.version.released.v1", acme.provider() + "@1.2.0");
    }

    @Test
    void postgresRestarted() throws Exception {
        acme.publish(ProviderSource.good("1.0.0"))
                .awaitPublished("1.0.0")
                .install("auto")
                .awaitServing("1.0.0");
        try (Load load = new Load(acme.url())) {
            acme.publish(ProviderSource.good("1.1.0"));
            stack.killPostgres();
            acme.publishWhenever(ProviderSource.good("1.2.0"))
                    .awaitPublished("1.2.0")
                    .awaitServing("1.2.0");
            assertNoneFailed(load);
        }
        assertHappenedOnce("io.slipway.version.released.v1", acme.provider() + "@1.2.0");
    }

    @Test
    void topicDeletedAndMadeAgain() throws Exception {
        acme.publish(ProviderSource.good("1.0.0"))
                .awaitPublished("1.0.0")
                .install("auto")
                .awaitServing("1.0.0");
        try (Admin admin = Admin.create(stack.kafka())) {
            admin.deleteTopics(List.of("slipway.versions")).all().get();
        }
        acme.publish(ProviderSource.good("1.1.0")).awaitPublished("1.1.0").awaitServing("1.1.0");
        try (Admin admin = Admin.create(stack.kafka())) {
            assertThat(admin.listTopics().names().get()).contains("slipway.versions");
        }
        JsonNode services =
                acme.api().post("/ops/resync", "").expect(200).body().path("services");
        assertThat(services).hasSize(3).allSatisfy(service -> assertThat(
                        service.path("compared").asInt())
                .as("%s", service)
                .isPositive());
    }

    private static boolean isBetweenUpAndMoved(JsonNode node) {
        for (JsonNode revision : node.path("revisions")) {
            if (revision.path("phase").asText().equals("ready")
                    && revision.path("number").asInt() != node.path("route").asInt()) {
                return true;
            }
        }
        return false;
    }

    private static void assertNoneFailed(Load load) {
        assertThat(load.failures()).as("of %s requests", load.requests()).isEmpty();
    }

    private static void assertHappenedOnce(String type, String subject) {
        await(type + " of " + subject).atMost(PATIENCE).untilAsserted(() -> assertThat(
                        EventOrder.count(events.events(), type, subject))
                .isEqualTo(1));
    }
}
