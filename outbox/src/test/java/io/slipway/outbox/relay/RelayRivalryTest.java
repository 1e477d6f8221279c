package io.slipway.outbox.relay;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import jakarta.inject.Inject;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.slipway.contracts.Topics;
import io.slipway.outbox.Broker;
import io.slipway.outbox.Broker.Seen;
import io.slipway.outbox.Counters;
import io.slipway.outbox.Database;
import io.slipway.testing.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Relays that share one table: the application's own is off, each test starts those that it needs. */
@QuarkusTest
@TestProfile(RelayRivalryTest.ByHand.class)
@QuarkusTestResource(
        value = Infrastructure.class,
        initArgs = @ResourceArg(name = "database", value = "outbox_rivals"),
        restrictToAnnotatedClass = true)
class RelayRivalryTest {
    private static final Duration WAIT = Duration.ofSeconds(30);
    private static final String OWNERS = "select count(*) from outbox_shard where owner = '%s' and expires_at > now()";

    @Inject
    RelayFactory factory;

    @Inject
    Pool pool;

    @Inject
    Counters counters;

    @Inject
    Broker broker;

    @Inject
    Database database;

    private final List<OutboxRelay> running = new ArrayList<>();

    public static class ByHand implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("slipway.outbox.enabled", "false", "slipway.outbox.lease", "4500ms");
        }
    }

    @AfterEach
    void stopRelays() throws InterruptedException, ExecutionException, TimeoutException {
        for (OutboxRelay relay : running) {
            relay.stop().toCompletableFuture().get(WAIT.toSeconds(), TimeUnit.SECONDS);
        }
        database.execute("update outbox_shard set owner = null, expires_at = '-infinity'");
        database.execute("delete from outbox_relay");
    }

    @Test
    void keepsTheOrderOfEachAggregateUnderManyWritersAndTwoRelays() throws InterruptedException, ExecutionException {
        List<String> ids = IntStream.range(0, 10).mapToObj(i -> "ins_many" + i).toList();
        ids.forEach(counters::create);
        start("first");
        start("second");
        await().atMost(WAIT).untilAsserted(() -> assertThat(List.of(held("first"), held("second")))
                .containsExactly(32L, 32L));

        try (var writers = Executors.newFixedThreadPool(8)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String id = ids.get(i % ids.size());
                done.add(writers.submit(() -> counters.bump(id)));
            }
            for (Future<?> one : done) {
                one.get();
            }
        }

        awaitNothingWaits();
        List<Long> inOrder = LongStream.rangeClosed(1, 40).boxed().toList();
        Map<String, List<Long>> told = broker.read(Topics.INSTALLATIONS, ids::contains).stream()
                .collect(Collectors.groupingBy(Seen::key, Collectors.mapping(Seen::sequence, Collectors.toList())));
        assertThat(told).isEqualTo(ids.stream().collect(Collectors.toMap(id -> id, id -> inOrder)));
    }

    @Test
    void sendsAgainWhatAKilledRelayHadSentButNotMarkedAndConsumersSkipIt() throws SQLException {
        counters.create("ins_killed");
        counters.bump("ins_killed");
        ScheduledExecutorService thread = RelayFactory.ownThread("killed");
        try (Connection lock = database.connect();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("lock table outbox in share mode");
            factory.create("killed", thread).start();
            await().atMost(WAIT)
                    .untilAsserted(() -> assertThat(told("ins_killed")).containsExactly(1L));
            await().atMost(WAIT)
                    .untilAsserted(() -> assertThat(markingBackends()).hasSize(1));
            thread.shutdownNow();
            markingBackends().forEach(pid -> database.execute("select pg_terminate_backend(" + pid + ")"));
            lock.rollback();
        }
        assertThat(database.count("select count(*) from outbox where published_at is null"))
                .isEqualTo(1);

        start("heir");
        counters.bump("ins_killed");

        awaitNothingWaits();
        assertThat(told("ins_killed")).containsExactly(1L, 1L, 2L);
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(database.applied("ins_killed")).containsExactly(1L, 2L));
    }

    @Test
    void anOwnerWhoseLeaseWasTakenCanNoLongerMark() {
        counters.create("ins_fenced");
        counters.bump("ins_fenced");
        ShardLeases slow = new ShardLeases(pool, "slow", Duration.ofMillis(200));
        ShardLeases quick = new ShardLeases(pool, "quick", Duration.ofSeconds(30));
        OutboxRows rows = new OutboxRows(pool);

        List<Lease> old = slow.renew(List.of(), true).await().atMost(WAIT).leases();
        List<OutboxRow> read = rows.read(old, 100, 1_000_000).await().atMost(WAIT);
        List<Lease> taken = await().atMost(WAIT)
                .until(() -> quick.renew(List.of(), false).await().atMost(WAIT).leases(), leases -> !leases.isEmpty());

        assertThat(old).hasSize(Shards.COUNT);
        assertThat(read).extracting(OutboxRow::key).contains("ins_fenced");
        assertThat(mark(rows, "slow", read, old)).isZero();
        assertThat(mark(rows, "quick", read, taken)).isEqualTo(read.size());
    }

    @Test
    void aDeadRelaysShardsGoToTheOthers() {
        ScheduledExecutorService thread = RelayFactory.ownThread("dying");
        factory.create("dying", thread).start();
        start("living");
        await().atMost(WAIT).untilAsserted(() -> assertThat(List.of(held("dying"), held("living")))
                .containsExactly(32L, 32L));

        thread.shutdownNow();

        await().atMost(WAIT).untilAsserted(() -> assertThat(held("living")).isEqualTo(Shards.COUNT));
    }

    @Test
    void aRestartedRelayTakesItsOwnShardsBackAtOnce() {
        ShardLeases before = new ShardLeases(pool, "same", Duration.ofSeconds(60));
        List<Lease> old = before.renew(List.of(), true).await().atMost(WAIT).leases();
        ShardLeases after = new ShardLeases(pool, "same", Duration.ofSeconds(60));

        assertThat(after.renew(List.of(), true).await().atMost(WAIT).leases()).hasSize(Shards.COUNT);
        assertThat(before.renew(old, false).await().atMost(WAIT).leases()).isEmpty();
    }

    @Test
    void aRelayThatStopsGivesItsShardsBackAtOnce() throws InterruptedException, ExecutionException, TimeoutException {
        OutboxRelay leaving = factory.create("leaving");
        leaving.start();
        await().atMost(WAIT).untilAsserted(() -> assertThat(held("leaving")).isEqualTo(Shards.COUNT));

        leaving.stop().toCompletableFuture().get(WAIT.toSeconds(), TimeUnit.SECONDS);

        assertThat(held("leaving")).isZero();
        assertThat(database.count("select count(*) from outbox_relay where instance = 'leaving'"))
                .isZero();
    }

    @Test
    void deletesWhatWasPublishedLongAgo() {
        counters.create("ins_old");
        counters.bump("ins_old");
        start("cleaner");
        awaitNothingWaits();
        database.execute("update outbox set published_at = now() - interval '25 hours' where key = 'ins_old'");

        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(database.count("select count(*) from outbox where key = 'ins_old'"))
                        .isZero());
    }

    private void start(String instance) {
        OutboxRelay relay = factory.create(instance);
        running.add(relay);
        relay.start();
    }

    private void awaitNothingWaits() {
        await().atMost(WAIT).untilAsserted(() -> assertThat(
                        database.count("select count(*) from outbox where published_at is null"))
                .isZero());
    }

    private long held(String instance) {
        return database.count(OWNERS.formatted(instance));
    }

    private List<Long> told(String id) {
        return broker.read(Topics.INSTALLATIONS, id::equals).stream()
                .map(Seen::sequence)
                .toList();
    }

    private List<Long> markingBackends() {
        return database.longs("""
                select pid from pg_stat_activity where datname = current_database()
                and wait_event_type = 'Lock' and query like 'update outbox o set published_at%'""");
    }

    private static int mark(OutboxRows rows, String instance, List<OutboxRow> read, List<Lease> leases) {
        Map<Integer, Long> epochs = leases.stream().collect(Collectors.toMap(Lease::shard, Lease::epoch));
        return rows.mark(
                        instance,
                        read.stream().map(OutboxRow::id).toList(),
                        read.stream().map(row -> epochs.get(row.shard())).toList())
                .await()
                .atMost(WAIT);
    }
}
