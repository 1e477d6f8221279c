package io.slipway.deployer.installation;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.slipway.deployer.Samples;
import io.slipway.deployer.Samples.Intent;
import io.slipway.deployer.policy.Candidates;
import io.slipway.deployer.policy.Rejections;
import io.slipway.deployer.rollout.RolloutState;
import io.slipway.deployer.transaction.Transactions;
import io.slipway.deployer.version.CandidateStore;
import io.slipway.deployer.version.FanOutStore;
import io.slipway.outbox.EventJson;
import io.slipway.testing.Infrastructure;
import io.slipway.testing.Plans;
import io.slipway.testing.TableReads;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What runs all the time reads no table from end to end: each has ten thousand rows, and PostgreSQL says how it did it. */
@QuarkusTest
@TestProfile(HotStatementsTest.OwnDatabase.class)
@WithTestResource(
        value = Infrastructure.class,
        initArgs = {
            @ResourceArg(name = "database", value = "deployer"),
            @ResourceArg(name = "explained", value = "true")
        })
@WithTestResource(Peers.class)
class HotStatementsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String VERSIONS = """
            insert into known_version (id, provider, sequence, state, release_image)
            select provider || '@1.' || i || '.0', provider, 1, $1, 'image' || i from (
                select i, case when i % 2 = 0 then 'acme/hello' else 'acme/p' || i % 100 end as provider
                from generate_series(1, 10000) as i) as many""";
    private static final String INSTALLATIONS = """
            insert into installation (id, provider, intent, intent_sequence, state, due_at)
            select 'ins_' || i, 'acme/p' || i % 100, $1, 1, $2, now() + (i - 50) * interval '1 hour'
            from generate_series(1, 10000) as i""";
    private static final String FAN_OUTS = """
            insert into fan_out (provider, after_id)
            select 'acme/p' || i % 100, '' from generate_series(1, 10000) as i""";

    @Inject
    ReconcileLoop loop;

    @Inject
    FanOutWorker worker;

    @Inject
    ClaimStore claims;

    @Inject
    InstallationStore installations;

    @Inject
    FanOutStore fanOuts;

    @Inject
    CandidateStore candidates;

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    Plans plans;

    public static final class OwnDatabase implements QuarkusTestProfile {}

    @Test
    void readNoTableWhole() {
        loop.stop();
        worker.stop(null);
        await().atMost(PATIENCE).until(() -> loop.idle() && worker.idle());
        fill();
        plans.begin();
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> pool.query("select 1").executeAndAwait() != null);
        plans.drain();

        assertFast(() -> claims.claimDue("me", Duration.ofMinutes(1), 16), "with due as");
        assertFast(() -> fanOuts.take("acme/p50"), "from fan_out");
        assertFast(() -> installations.markDue("acme/p7", "ins_3", 50), "with batch as");
        assertFast(() -> installations.markDue(List.of("ins_3", "ins_5000", "unknown")), "string_to_array");
        Intent intent = new Intent("ins_1", "acme/hello", "1.9000.0");
        intent.range = ">=999";
        assertFast(
                () -> candidates.of(Candidates.of(intent.state(), Rejections.NONE, null, null)),
                ".active",
                "release_order is not null\\norder by",
                "(release_order, version) <");
    }

    /** A statement's plan comes before its answer. Timers' statements come in between; the pool may hold ended connections. */
    private <T> void assertFast(Supplier<Uni<T>> work, String... statements) {
        transactions.run(work).onFailure().retry().atMost(3).await().atMost(PATIENCE);
        List<TableReads> reads = plans.reads();
        for (String statement : statements) {
            assertThat(reads.stream()
                            .filter(read -> read.statement().contains(statement))
                            .toList())
                    .as("%s among %s", statement, reads)
                    .isNotEmpty()
                    .allSatisfy(read ->
                            assertThat(read.whole()).doesNotContain("installation", "fan_out", "known_version"));
        }
    }

    private void fill() {
        run(VERSIONS, Tuple.of(EventJson.write(Samples.version("acme/hello", "1.0.0"))));
        run(
                INSTALLATIONS,
                Tuple.of(
                        EventJson.write(new Intent("ins_1", "acme/hello", "1.0.0").state()),
                        EventJson.write(RolloutState.NEW)));
        run(FAN_OUTS, Tuple.tuple());
        pool.query("analyze").execute().await().atMost(PATIENCE);
    }

    private void run(String sql, Tuple values) {
        pool.preparedQuery(sql).execute(values).await().atMost(PATIENCE);
    }
}
