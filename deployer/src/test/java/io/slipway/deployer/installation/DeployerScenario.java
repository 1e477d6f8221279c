package io.slipway.deployer.installation;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.inject.Inject;

import io.restassured.RestAssured;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Condition;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import io.slipway.deployer.cluster.FakeNode;
import io.slipway.outbox.kafka.KafkaClients;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** The service on a real PostgreSQL and a real broker; each test has a provider and an installation of its own. */
abstract class DeployerScenario {
    private static final AtomicInteger COUNT = new AtomicInteger();
    static final ConditionFactory SOON =
            Awaitility.await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(20));

    @Inject
    KafkaClients clients;

    @ConfigProperty(name = "slipway.internal.token")
    String token;

    final FakeNode node = Peers.node;
    Events events;
    String provider;
    String id;

    @BeforeEach
    void open() {
        events = new Events(clients);
        provider = "acme/hello" + COUNT.incrementAndGet();
        id = "ins_" + COUNT.get();
    }

    @AfterEach
    void close() throws InterruptedException {
        node.goDown(false);
        events.close();
    }

    Intent install(String version) {
        publish(version);
        Intent intent = new Intent(id, provider, version);
        events.tell(intent.state());
        awaitServing(version);
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("RolloutSucceeded"));
        return intent;
    }

    void publish(String version) {
        events.tell(Samples.version(provider, version));
    }

    void resync() {
        RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .post("/internal/resync")
                .then()
                .statusCode(202);
    }

    void awaitServing(String version) {
        SOON.untilAsserted(() -> assertThat(node.servingImage(id)).isEqualTo(image(version)));
    }

    InstallationOutcome latest() {
        return Events.outcome(events.of(id).getLast());
    }

    /** "null" while it is not in it. */
    String snapshot() {
        return String.valueOf((Object) RestAssured.given()
                .header("Authorization", "Bearer " + token)
                .get("/internal/installations")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("items.find { it.id == '%s' }".formatted(id)));
    }

    String image(String version) {
        return Samples.image(provider, version);
    }

    static Condition condition(InstallationOutcome outcome, String type) {
        return outcome.conditions().stream()
                .filter(condition -> condition.type().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
