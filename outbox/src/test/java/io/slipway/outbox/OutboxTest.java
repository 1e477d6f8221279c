package io.slipway.outbox;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.Topics;
import io.slipway.outbox.Broker.Seen;
import io.slipway.testing.Infrastructure;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@QuarkusTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "outbox"))
class OutboxTest {
    @Inject
    Counters counters;

    @Inject
    Broker broker;

    @Inject
    Database database;

    @Inject
    MeterRegistry meters;

    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @Test
    void tellsWhatWasCommittedInOrder() {
        counters.create("ins_story");
        LongStream.rangeClosed(1, 20).forEach(i -> counters.bump("ins_story"));

        await().untilAsserted(() -> assertThat(database.applied("ins_story"))
                .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList()));
        assertThat(told("ins_story"))
                .isEqualTo(LongStream.rangeClosed(1, 20).boxed().toList());
    }

    @Test
    void tellsNothingOfATransactionThatWasRolledBack() {
        counters.create("ins_undone");
        assertThatThrownBy(() -> counters.bumpAndFail("ins_undone")).hasMessageContaining("changed my mind");
        counters.bump("ins_undone");

        await().untilAsserted(() -> assertThat(database.applied("ins_undone")).isEqualTo(List.of(1L)));
        assertThat(told("ins_undone")).containsExactly(1L);
        assertThat(database.count("select count(*) from outbox where aggregate_id = 'ins_undone'"))
                .isEqualTo(1);
    }

    @Test
    void goesOnAfterATopicWasDeletedAndMadeAgain() {
        counters.create("ins_topic");
        counters.bump("ins_topic");
        await().untilAsserted(() -> assertThat(database.applied("ins_topic")).contains(1L));

        broker.delete(Topics.INSTALLATIONS);
        counters.bump("ins_topic");
        counters.bump("ins_topic");

        // What was sent into the topic's end is lost with it; what comes later is told, and holds the whole state.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            counters.bump("ins_topic");
            long newest = database.count("select sequence from counter where id = 'ins_topic'");
            await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> assertThat(database.applied("ins_topic"))
                    .contains(newest));
        });
    }

    @Test
    void goesOnAfterEveryConnectionToTheDatabaseWasCut() {
        counters.create("ins_cut");
        database.execute("""
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and pid <> pg_backend_pid()""");
        await().ignoreExceptions().until(() -> {
            counters.bump("ins_cut");
            return true;
        });

        await().untilAsserted(() -> assertThat(database.applied("ins_cut")).isNotEmpty());
    }

    @Test
    void measuresWhatWaitsAndWhatWasRelayed() {
        counters.create("ins_measured");
        counters.bump("ins_measured");

        await().untilAsserted(() -> assertThat(
                        meters.get("slipway.outbox.relayed").functionCounter().count())
                .isPositive());
        await().untilAsserted(() -> assertThat(
                        meters.get("slipway.outbox.lag.rows").gauge().value())
                .isZero());
        await().untilAsserted(() -> assertThat(meters.get("slipway.inbox.records")
                        .tag("result", "processed")
                        .counter()
                        .count())
                .isPositive());
        assertThat(meters.get("slipway.outbox.shards").gauge().value()).isEqualTo(64);
    }

    @Test
    void carriesTheTraceOfWhoeverAppended() {
        counters.create("ins_traced");
        counters.bump(
                "ins_traced",
                SpanContext.create(
                        "0af7651916cd43dd8448eb211c80319c",
                        "b7ad6b7169203331",
                        TraceFlags.getDefault(),
                        TraceState.getDefault()));

        assertThat(database.texts("select headers->>'traceparent' from outbox where key = 'ins_traced'"))
                .containsExactly("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
    }

    private List<Long> told(String id) {
        return broker.read(Topics.INSTALLATIONS, id::equals).stream()
                .map(Seen::sequence)
                .toList();
    }
}
