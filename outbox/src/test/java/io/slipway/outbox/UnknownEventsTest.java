package io.slipway.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.Topics;
import io.slipway.testing.Infrastructure;
import io.smallrye.mutiny.Uni;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Events of types that this build does not know, and what becomes of them with one that does. */
@QuarkusTest
@QuarkusTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "outbox"))
class UnknownEventsTest {
    private static final String CHANGED = "io.slipway.installation.changed.v1";
    private static final String CLONED = "io.slipway.installation.cloned.v1";
    private static final String WAITING =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    @Inject
    Broker broker;

    @Inject
    Database database;

    @Inject
    UnknownReplay replay;

    @Inject
    MeterRegistry meters;

    @Inject
    Flyway flyway;

    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @Test
    void areKeptUntilABuildKnowsThem() {
        tellUnknown("ins_future", 1);
        tellUnknown("ins_future", 1);
        tellUnknown("ins_future", 2);
        awaitTakenIn("ins_future");

        assertThat(stored("ins_future")).containsExactly(1L, 2L);
        assertThat(database.texts("select aggregate_id from inbox_watermark where aggregate_id = 'ins_future'"))
                .isEmpty();
        await().untilAsserted(() ->
                assertThat(meters.get("slipway.inbox.unknown").gauge().value()).isGreaterThanOrEqualTo(2));

        upgrade("ins_future");

        await().untilAsserted(() -> assertThat(stored("ins_future")).isEmpty());
        assertThat(database.applied("ins_future")).containsExactly(1L, 2L);
        assertThat(database.texts("select type from effect where installation = 'ins_future'"))
                .containsOnly("InstallationChanged");
    }

    @Test
    void areTakenInOnceByTwoReplicasAtOnce() throws SQLException {
        tellUnknown("ins_twice", 1);
        await().untilAsserted(() -> assertThat(stored("ins_twice")).containsExactly(1L));

        upgradeWithTwoReplicas("ins_twice");

        assertThat(stored("ins_twice")).isEmpty();
        assertThat(database.applied("ins_twice")).containsExactly(1L);
    }

    @Test
    void areOneDeadLetterWhenTheyCanNeverBeTakenIn() throws SQLException {
        database.execute("alter table effect add constraint never check (installation <> 'ins_never')");
        tellUnknown("ins_never", 1);
        await().untilAsserted(() -> assertThat(stored("ins_never")).containsExactly(1L));

        upgradeWithTwoReplicas("ins_never");

        assertThat(stored("ins_never")).isEmpty();
        assertThat(database.texts("select headers->>'ce_type' from dead_letter where key = 'ins_never'"))
                .containsExactly(CHANGED);
        assertThat(database.texts("select cause from dead_letter where key = 'ins_never'"))
                .singleElement()
                .asString()
                .contains("violates check constraint \"never\"");
    }

    /** Both find the row, and are in the middle of it, before either can go on. */
    private void upgradeWithTwoReplicas(String installation) throws SQLException {
        List<CompletableFuture<Void>> replicas;
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("insert into inbox_watermark values "
                    + "('outbox-test', '/slipway/elsewhere', 'installation', '%s', 0, now())".formatted(installation));
            upgrade(installation);
            replicas = Stream.of(replay.round(), replay.round())
                    .map(Uni::subscribeAsCompletionStage)
                    .toList();
            await().untilAsserted(() -> assertThat(database.count(WAITING)).isGreaterThanOrEqualTo(2));
            holder.rollback();
        }
        replicas.forEach(CompletableFuture::join);
    }

    @Test
    void areSkippedBehindANewerEvent() {
        broker.sendEvent(Topics.INSTALLATIONS, "ins_late", 3);
        await().untilAsserted(() -> assertThat(database.applied("ins_late")).containsExactly(3L));
        double before = storedSoFar();
        tellUnknown("ins_late", 2);
        awaitTakenIn("ins_late");
        assertThat(storedSoFar()).isEqualTo(before);

        tellUnknown("ins_late", 4);
        await().untilAsserted(() -> assertThat(stored("ins_late")).containsExactly(4L));
        await().untilAsserted(() -> assertThat(storedSoFar()).isEqualTo(before + 1));
        broker.sendEvent(Topics.INSTALLATIONS, "ins_late", 5);

        await().untilAsserted(() -> assertThat(stored("ins_late")).isEmpty());
        assertThat(database.applied("ins_late")).containsExactly(3L, 5L);
    }

    @Test
    void areNotKeptLongerThanTheTopicsKeepThem() {
        tellUnknown("ins_old", 1);
        await().untilAsserted(() -> assertThat(stored("ins_old")).containsExactly(1L));

        database.execute("update unknown_event set received_at = received_at - interval '8 days'"
                + " where aggregate_id = 'ins_old'");

        await().untilAsserted(() -> assertThat(stored("ins_old")).isEmpty());
    }

    @Test
    void theirTableComesToADatabaseThatWasThereBefore() {
        Flyway before = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .schemas("there_before")
                .load();
        before.migrate();
        database.execute("drop table there_before.unknown_event");
        database.execute("delete from there_before.flyway_schema_history where version = '0.2'");

        before.migrate();

        assertThat(database.count("select count(*) from there_before.unknown_event"))
                .isZero();
    }

    private void tellUnknown(String installation, long sequence) {
        broker.send(
                Topics.INSTALLATIONS,
                installation,
                Broker.headers(installation, sequence, CLONED),
                EventJson.write(Counters.event(installation, sequence)));
    }

    /** What was told under this key before has been taken in. */
    private void awaitTakenIn(String key) {
        String behind = key + "-behind";
        broker.send(
                Topics.INSTALLATIONS,
                key,
                Broker.headers(behind, 1, CHANGED),
                EventJson.write(Counters.event(behind, 1)));
        await().untilAsserted(() -> assertThat(database.applied(behind)).containsExactly(1L));
    }

    /** What a build that knows the type would see. */
    private void upgrade(String installation) {
        database.execute("update unknown_event set headers = jsonb_set(headers, '{ce_type}', '\"" + CHANGED
                + "\"') where aggregate_id = '" + installation + "'");
    }

    private double storedSoFar() {
        return meters.find("slipway.inbox.records").tag("result", "stored").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private List<Long> stored(String installation) {
        return database.longs("select sequence from unknown_event where aggregate_id = '" + installation
                + "' and consumer = 'outbox-test' order by id");
    }
}
