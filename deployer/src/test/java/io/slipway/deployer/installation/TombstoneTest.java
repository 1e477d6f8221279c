package io.slipway.deployer.installation;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.deployer.Samples.Intent;
import io.slipway.testing.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What stays of a removed installation, and for how long. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "deployer"))
@WithTestResource(Peers.class)
class TombstoneTest extends DeployerScenario {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Inject
    Pool pool;

    @Inject
    TombstoneSweeper sweeper;

    @Inject
    ReconcileConfig config;

    @Test
    void aRemovedInstallationIsNotLookedAtAgain() {
        Intent intent = install("1.0.0");
        uninstall(intent);

        publish("1.1.0");
        intent.sequence--;
        Peers.SNAPSHOT_INTENTS.add(intent.state());
        resync();
        String other = id + "_other";
        events.tell(new Intent(other, provider, "1.1.0").state());
        SOON.untilAsserted(() -> assertThat(node.servingImage(other)).isEqualTo(image("1.1.0")));

        assertThat(tombstone()).containsExactly("null");
        assertThat(node.running(id)).isEmpty();
        assertThat(events.verbs(id)).endsWith("InstallationRemoved");
    }

    @Test
    void itsRowIsDeletedAfterTheRetentionAndNotBefore() {
        uninstall(install("1.0.0"));
        removedBefore(config.tombstoneRetention().minusMinutes(1));
        sweep();
        assertThat(tombstone()).as("younger than the retention").hasSize(1);

        removedBefore(config.tombstoneRetention().plusMinutes(1));
        for (int copy = 0; copy <= config.tombstoneBatch(); copy++) {
            execute(
                    "insert into installation (id, provider, intent, intent_sequence, state, removed_at)"
                            + " select id || '_' || $2, provider, intent, intent_sequence, state, removed_at"
                            + " from installation where id = $1",
                    Tuple.of(id, Integer.toString(copy)));
        }

        assertThat(sweep()).as("more than one batch").isEqualTo(config.tombstoneBatch() + 2);
        assertThat(tombstone()).isEmpty();
    }

    private void uninstall(Intent intent) {
        intent.desired = Desired.absent;
        events.tell(intent.changed().state());
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("InstallationRemoved"));
        SOON.untilAsserted(() -> assertThat(tombstone()).containsExactly("null"));
    }

    /** When the row is due; "null" is never, none is no row. */
    private List<String> tombstone() {
        return execute("select coalesce(due_at::text, 'null') from installation where id = $1", Tuple.of(id))
                .map(row -> row.getString(0))
                .toList();
    }

    private void removedBefore(Duration age) {
        execute(
                "update installation set removed_at = now() - make_interval(secs => $2) where id = $1",
                Tuple.of(id, (double) age.toSeconds()));
    }

    private int sweep() {
        return sweeper.sweep().await().atMost(PATIENCE);
    }

    private Stream<Row> execute(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).await().atMost(PATIENCE).stream();
    }
}
