package io.slipway.outbox;

import java.time.Duration;
import java.util.List;

import jakarta.inject.Inject;
import jakarta.json.JsonObject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.testing.Infrastructure;
import io.smallrye.health.SmallRyeHealthReporter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@QuarkusTestResource(
        value = Infrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "outbox_alone"),
        restrictToAnnotatedClass = true)
@QuarkusTestResource(value = OwnKafka.class, restrictToAnnotatedClass = true)
class KafkaAwayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    OwnKafka kafka;

    @Inject
    Counters counters;

    @Inject
    Database database;

    @Inject
    SmallRyeHealthReporter health;

    @Test
    void rowsWaitAndAreToldWhenTheBrokerIsBack() {
        counters.create("ins_away");
        counters.bump("ins_away");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.applied("ins_away")).containsExactly(1L));
        await().atMost(PATIENCE).until(this::ready);

        kafka.down();
        counters.bump("ins_away");
        counters.bump("ins_away");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(failingChecks()).contains("outbox relay", "kafka topics"));
        assertThat(health.getLiveness().isDown()).isFalse();

        kafka.up();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(database.applied("ins_away")).isEqualTo(List.of(1L, 2L, 3L)));
        await().atMost(PATIENCE).until(this::ready);
        assertThat(health.getLiveness().isDown()).isFalse();
    }

    private List<String> failingChecks() {
        return health.getReadiness().getPayload().getJsonArray("checks").getValuesAs(JsonObject.class).stream()
                .filter(check -> check.getString("status").equals("DOWN"))
                .map(check -> check.getString("name"))
                .toList();
    }

    private boolean ready() {
        return !health.getReadiness().isDown();
    }
}
