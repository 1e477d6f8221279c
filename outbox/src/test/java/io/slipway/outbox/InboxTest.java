package io.slipway.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.Topics;
import io.slipway.testing.Infrastructure;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@QuarkusTest
@QuarkusTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "outbox"))
class InboxTest {
    private static final String CHANGED = "io.slipway.installation.changed.v1";

    @Inject
    Broker broker;

    @Inject
    Database database;

    @Inject
    @Readiness
    InboxReadiness readiness;

    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    static Stream<Arguments> poison() {
        return Stream.of(
                Arguments.of("not JSON", "ins_p1", Broker.headers("ins_p1", 1, CHANGED), "{", "not JSON"),
                Arguments.of(
                        "JSON of another shape",
                        "ins_p2",
                        Broker.headers("ins_p2", 1, CHANGED),
                        "[]",
                        "not a JSON object"),
                Arguments.of(
                        "field of another type",
                        "ins_p3",
                        Broker.headers("ins_p3", 1, CHANGED),
                        "{\"installation\":{\"id\":\"ins_p3\",\"sequence\":\"many\"}}",
                        "not the JSON of a"),
                Arguments.of("no headers", "ins_p4", Map.of(), "{}", "no header ce_type"),
                Arguments.of(
                        "sequence of letters",
                        "ins_p5",
                        Map.of("ce_type", CHANGED, "ce_source", "/x", "ce_subject", "ins_p5", "ce_sequence", "one"),
                        "{}",
                        "ce_sequence is not a number"),
                Arguments.of("a NUL, which the table cannot hold", "ins_p6", Map.of("ce_type", "a\0b"), "\0", "no"),
                Arguments.of(
                        "refused by a constraint",
                        "forbidden",
                        Broker.headers("forbidden", 1, CHANGED),
                        EventJson.write(Counters.event("forbidden", 1)),
                        "effect_installation_check"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poison")
    void keepsWhatCanNeverBeTakenInAndGoesOn(
            String reason, String key, Map<String, String> headers, String value, String cause) {
        broker.send(Topics.INSTALLATIONS, key, headers, value);
        broker.sendEvent(Topics.INSTALLATIONS, key + "-next", 1);

        await().untilAsserted(
                        () -> assertThat(database.texts("select cause from dead_letter where key = '" + key + "'"))
                                .singleElement()
                                .asString()
                                .contains(cause));
        await().untilAsserted(() -> assertThat(database.applied(key + "-next")).containsExactly(1L));
        assertThat(database.texts("select convert_from(value, 'UTF8') from dead_letter where key = '" + key
                        + "' and position('\\000'::bytea in value) = 0"))
                .isEqualTo(value.contains("\0") ? List.of() : List.of(value));
        assertThat(database.applied(key)).isEmpty();
    }

    @Test
    void aDeadLetterIsTakenInOnceItsCauseIsGoneAndItIsToldAgain() throws IOException {
        database.execute("alter table effect add constraint not_yet check (installation <> 'ins_again')");
        broker.sendEvent(Topics.INSTALLATIONS, "ins_again", 1);
        await().untilAsserted(() -> assertThat(database.texts("select topic from dead_letter where key = 'ins_again'"))
                .containsExactly(Topics.INSTALLATIONS));

        database.execute("alter table effect drop constraint not_yet");
        database.execute(documentedRetry(database.count("select id from dead_letter where key = 'ins_again'")));

        await().untilAsserted(() -> assertThat(database.applied("ins_again")).containsExactly(1L));
        assertThat(database.count("select count(*) from dead_letter where key = 'ins_again'"))
                .isZero();
    }

    /** The statement that docs/events.md offers. */
    private static String documentedRetry(long id) throws IOException {
        String document = Files.readString(
                Path.of(System.getProperty("slipway.root", "..")).resolve("docs/events.md"));
        Matcher statement =
                Pattern.compile("( +with again as .*?;)", Pattern.DOTALL).matcher(document);
        assertThat(statement.find()).isTrue();
        return statement.group(1).replace("id = 7", "id = " + id);
    }

    @Test
    void takesInEachStateOnceAndNeverAnOlderOne() {
        Stream.of(1L, 2L, 2L, 1L, 4L, 3L, 4L, 5L)
                .forEach(sequence -> broker.sendEvent(Topics.INSTALLATIONS, "ins_double", sequence));

        await().untilAsserted(() -> assertThat(database.applied("ins_double")).endsWith(5L));
        assertThat(database.applied("ins_double")).containsExactly(1L, 2L, 4L, 5L);
    }

    @Test
    void waitsForTheDatabaseWithoutLimitAndIsNotReadyMeanwhile() {
        database.execute("alter table effect rename to effect_away");
        try {
            broker.sendEvent(Topics.INSTALLATIONS, "ins_waits", 1);
            await().untilAsserted(() -> assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN));
        } finally {
            database.execute("alter table effect_away rename to effect");
        }

        await().untilAsserted(() -> assertThat(database.applied("ins_waits")).containsExactly(1L));
        await().untilAsserted(() -> assertThat(readiness.call().getStatus()).isEqualTo(Status.UP));
        assertThat(database.texts("select cause from dead_letter where key = 'ins_waits'"))
                .isEmpty();
    }

    @Test
    void aRecordThatWaitsHoldsUpItsOwnPartitionOnly() {
        database.execute("""
                create function stuck() returns trigger language plpgsql as $$
                begin raise exception 'busy' using errcode = 'lock_not_available'; end $$""");
        database.execute("create trigger stuck before insert on effect for each row"
                + " when (new.installation = 'ins_stuck') execute function stuck()");
        long behind = broker.end(Topics.INSTALLATIONS, 0);
        try {
            broker.sendEvent(Topics.INSTALLATIONS, 0, "ins_stuck", 1);
            broker.sendEvent(Topics.INSTALLATIONS, 0, "ins_behind", 1);
            broker.sendEvent(Topics.INSTALLATIONS, 0, "ins_stuck", 2);
            await().untilAsserted(() -> assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN));
            LongStream.rangeClosed(1, 20).forEach(sequence -> {
                broker.sendEvent(Topics.INSTALLATIONS, 1, "ins_beside1", sequence);
                broker.sendEvent(Topics.INSTALLATIONS, 2, "ins_beside2", sequence);
            });

            await().untilAsserted(
                            () -> assertThat(database.applied("ins_beside1")).hasSize(20));
            await().untilAsserted(
                            () -> assertThat(database.applied("ins_beside2")).hasSize(20));
            assertThat(database.applied("ins_behind")).isEmpty();
            assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
            // A restart here would bring it again, and all behind it.
            assertThat(broker.committed("outbox-test", Topics.INSTALLATIONS, 0)).isLessThanOrEqualTo(behind);
        } finally {
            database.execute("drop trigger stuck on effect");
            database.execute("drop function stuck");
        }

        await().untilAsserted(() -> assertThat(database.applied("ins_stuck")).containsExactly(1L, 2L));
        assertThat(database.texts("select installation || sequence from effect"
                        + " where installation in ('ins_stuck', 'ins_behind') order by id"))
                .containsExactly("ins_stuck1", "ins_behind1", "ins_stuck2");
        List<Long> all = LongStream.rangeClosed(1, 20).boxed().toList();
        assertThat(database.applied("ins_beside1")).isEqualTo(all);
        assertThat(database.applied("ins_beside2")).isEqualTo(all);
        await().untilAsserted(() -> assertThat(readiness.call().getStatus()).isEqualTo(Status.UP));
        await().untilAsserted(() -> assertThat(broker.committed("outbox-test", Topics.INSTALLATIONS, 0))
                .isEqualTo(behind + 3));
    }
}
