package io.slipway.deployer.installation;

import java.time.Duration;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.deployer.Samples.Intent;
import io.slipway.deployer.cluster.ClusterChanged;
import io.slipway.deployer.rollout.RolloutState;
import io.slipway.outbox.EventJson;
import io.slipway.testing.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a cluster tells by itself is looked at soon. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "deployer"))
@WithTestResource(Peers.class)
class WakeOnChangeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String INSERT = """
            insert into installation (id, provider, intent, intent_sequence, state, due_at)
            values ($1, 'zoo/changed', $2, 1, $3, now() + interval '1 hour')""";

    @Inject
    ClusterChanged listener;

    @Inject
    WakeOnChange waking;

    @Inject
    ReconcileLoop loop;

    @Inject
    Pool pool;

    @BeforeEach
    void holdTheLoop() {
        loop.stop();
        await().atMost(PATIENCE).until(loop::idle);
    }

    @AfterEach
    void letItGoOn() {
        pool.query("delete from installation where provider = 'zoo/changed'")
                .execute()
                .await()
                .atMost(PATIENCE);
        waking.stop(null);
        waking.start(null);
        loop.start();
    }

    @Test
    void marksWhatHasChangedDueAndNothingElse() {
        insert("ins_changed");
        insert("ins_quiet");
        for (int time = 0; time < 50; time++) {
            listener.changed("ins_changed");
        }
        listener.changed("ins_of_somebody_else");

        await().atMost(PATIENCE).until(() -> due("ins_changed"));
        assertThat(wake("ins_changed")).as("not one for each").isBetween(1L, 5L);
        assertThat(due("ins_quiet")).isFalse();
        assertThat(wake("ins_quiet")).isZero();
    }

    @Test
    void remembersUpToAMost() {
        waking.stop(null);
        await().atMost(PATIENCE).until(waking::idle);
        for (int number = 0; number < 2 * WakeOnChange.MOST; number++) {
            listener.changed("ins_many_" + number);
        }
        assertThat(waking.waiting()).isEqualTo(WakeOnChange.MOST);
        waking.start(null);
        await().atMost(PATIENCE).until(() -> waking.waiting() == 0);
    }

    private void insert(String id) {
        Intent intent = new Intent(id, "zoo/changed", "1.0.0");
        pool.preparedQuery(INSERT)
                .execute(Tuple.of(id, EventJson.write(intent.state()), EventJson.write(RolloutState.NEW)))
                .await()
                .atMost(PATIENCE);
    }

    private boolean due(String id) {
        return ask("select due_at <= now() from installation where id = $1", id, Boolean.class);
    }

    private long wake(String id) {
        return ask("select wake from installation where id = $1", id, Long.class);
    }

    private <T> T ask(String sql, String id, Class<T> type) {
        return pool.preparedQuery(sql)
                .execute(Tuple.of(id))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .get(type, 0);
    }
}
