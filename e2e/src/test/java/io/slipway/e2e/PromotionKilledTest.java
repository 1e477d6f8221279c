package io.slipway.e2e;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** registry-api and deployer die by kill -9 in the middle of promotions: the end is the one without it. */
class PromotionKilledTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PROVIDER = "acme/promoted";
    private static final String INSTALLED = "/providers/installed/" + PROVIDER;

    @TempDir
    private Path directory;

    private StackUnderTest stack;
    private EventLog events;
    private Story acme;

    @Test
    void promotionsComeToTheirEnd() throws Exception {
        stack = StackUnderTest.start(directory.resolve("data"));
        try {
            events = stack.events();
            acme = new Story(stack.as("acme"), PROVIDER, directory);
            environment("staging");
            release("1.0.0");
            acme.install("manual").awaitServing("1.0.0");
            release("1.1.0");
            acme.api().post("/providers/install", installation("staging")).expect(202);
            awaitServing("staging", "1.1.0");

            try (Load load = new Load(acme.url())) {
                registryKilledAfterItsCommitBeforeTheRelay();
                deployerKilledBetweenUpAndMoved();
                registryKilledWhileItAnswers();
                assertThat(load.failures())
                        .as("of %s requests", load.requests())
                        .isEmpty();
            }
            new EndState(stack, events).quiet();
        } finally {
            if (events != null) {
                events.close();
            }
            stack.close();
        }
    }

    private void registryKilledAfterItsCommitBeforeTheRelay() throws Exception {
        stack.stopKafka();
        promote("default").expect(202);
        stack.kill("registry-api");
        stack.startKafka();
        acme.awaitServing("1.1.0");
        String id = acme.installation().path("id").asText();
        await("told once").atMost(PATIENCE).untilAsserted(() -> assertThat(
                        EventOrder.count(events.events(), "io.slipway.installation.upgrade_requested.v1", id))
                .isEqualTo(1));
        promote("default").expect(200);
    }

    private void deployerKilledBetweenUpAndMoved() throws Exception {
        release("1.2.0");
        acme.api().post(INSTALLED + "/upgrade?environment=staging", "{}").expect(202);
        awaitServing("staging", "1.2.0");
        String id = acme.installation().path("id").asText();
        promote("default").expect(202);
        await("new revision up, traffic not moved")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> NodeState.isBetweenUpAndMoved(stack.node(id)));
        stack.kill("deployer");
        acme.awaitServing("1.2.0");
        promote("default").expect(200);
    }

    /** Whether it had committed or not, sooner or later: who asks again gets one installation. */
    private void registryKilledWhileItAnswers() {
        for (int millis : List.of(0, 5, 20, 80)) {
            String fresh = "fresh-" + millis;
            environment(fresh);
            CompletableFuture<?> first = CompletableFuture.runAsync(() -> promote(fresh));
            LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
            stack.kill("registry-api");
            await("the first has ended").atMost(PATIENCE).until(first::isDone);
            await("promoted").atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> promote(fresh)
                    .expect(200, 202));
            awaitServing(fresh, "1.2.0");
            JsonNode installed = acme.api()
                    .get("/providers/installed?environment=" + fresh)
                    .expect(200)
                    .body();
            assertThat(installed.path("items")).hasSize(1);
        }
    }

    private Api.Answer promote(String to) {
        return acme.api().post(INSTALLED + "/promote?environment=staging", "{\"to\":\"" + to + "\"}");
    }

    private void release(String version) throws Exception {
        acme.publish(ProviderSource.good(version)).awaitPublished(version);
    }

    private void environment(String name) {
        acme.api()
                .post("/organizations/acme/environments", "{\"name\":\"" + name + "\"}")
                .expect(201);
    }

    private void awaitServing(String environment, String version) {
        await(version + " serves in " + environment)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> acme.api()
                        .get(INSTALLED + "?environment=" + environment)
                        .body()
                        .path("current_version")
                        .asText()
                        .equals(version));
    }

    private static String installation(String environment) {
        return "{\"provider_name\":\"%s\",\"environment\":\"%s\"}".formatted(PROVIDER, environment);
    }
}
