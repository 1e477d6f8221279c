package io.slipway.deployer.installation;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.deployer.Samples;
import io.slipway.deployer.transaction.Transactions;
import io.slipway.deployer.version.FanOut;
import io.slipway.deployer.version.FanOutStore;
import io.slipway.deployer.version.VersionStore;
import io.slipway.testing.Infrastructure;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which fan-outs wait, and whose turn it is. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "deployer"))
@WithTestResource(Peers.class)
class FanOutTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String COUNT = "select cast(count(*) as integer) from fan_out where provider = :provider";

    @Inject
    VersionStore versions;

    @Inject
    FanOutStore fanOuts;

    @Inject
    FanOutWorker worker;

    @Inject
    Transactions transactions;

    @Inject
    Pool pool;

    @BeforeEach
    void holdTheWorker() {
        worker.stop(null);
        await().atMost(PATIENCE).until(worker::idle);
    }

    @AfterEach
    void letItGoOn() {
        worker.start(null);
    }

    @Test
    void manyVersionsOfAProviderAreOneRow() {
        learn("zoo/one", "1.0.0", "1.1.0", "1.2.0");
        learn("zoo/one", "1.3.0");

        assertThat(rows("zoo/one")).isEqualTo(1);
    }

    /** The installations behind it must be looked at again. */
    @Test
    void whatHasBegunIsNotJoined() {
        learn("zoo/begun", "1.0.0");
        inTransaction(() ->
                fanOuts.take("zoo/begu").invoke(row -> row.advance("ins_5")).replaceWithVoid());
        learn("zoo/begun", "1.1.0");
        assertThat(rows("zoo/begun")).isEqualTo(2);
    }

    @Test
    void whatAnotherIsAboutToBeginIsNotJoined() {
        learn("zoo/taken", "1.0.0");
        SqlConnection other = pool.getConnection().await().atMost(PATIENCE);
        Transaction lease = other.begin().await().atMost(PATIENCE);
        other.query("select from fan_out where provider = 'zoo/taken' for update")
                .execute()
                .await()
                .atMost(PATIENCE);

        learn("zoo/taken", "1.1.0");

        assertThat(rows("zoo/taken")).isEqualTo(2);
        lease.rollback().await().atMost(PATIENCE);
        other.close().await().atMost(PATIENCE);
    }

    /** Else its installations were looked at before they could see the version. */
    @Test
    void whatWasJoinedIsTakenOnlyAfterTheCommit() {
        pool.query("delete from fan_out").execute().await().atMost(PATIENCE);
        learn("zoo/joined", "1.0.0");

        String before = inTransaction(
                () -> versions.learn(Samples.version("zoo/joined", "1.1.0")).chain(this::takeElsewhere));

        assertThat(before).as("taken before the commit").isEqualTo("nothing");
        assertThat(next("")).isEqualTo("zoo/joined");
        assertThat(rows("zoo/joined")).isEqualTo(1);
    }

    /** In another transaction; the one that calls stays open, on its own context. */
    private Uni<String> takeElsewhere() {
        Context own = Vertx.currentContext();
        return transactions
                .run(() -> fanOuts.take("").map(row -> row == null ? "nothing" : row.provider()))
                .emitOn(task -> own.runOnContext(_ -> task.run()));
    }

    @Test
    void providersTakeTurns() {
        learn("zoo/a", "1.0.0");
        learn("zoo/b", "1.0.0");
        learn("zoo/c", "1.0.0");

        assertThat(List.of(next("zoo/a"), next("zoo/b"))).containsExactly("zoo/b", "zoo/c");
        assertThat(next("zoo/~")).as("from the first one again").isNotNull();
    }

    private String next(String behind) {
        return inTransaction(() -> fanOuts.take(behind).map(FanOut::provider));
    }

    private void learn(String provider, String... numbers) {
        inTransaction(() -> Multi.createFrom()
                .items(numbers)
                .onItem()
                .transformToUniAndConcatenate(number -> versions.learn(Samples.version(provider, number)))
                .collect()
                .last());
    }

    private int rows(String provider) {
        return inTransaction(() -> count(provider));
    }

    private static Uni<Integer> count(String provider) {
        return Panache.getSession().flatMap(session -> session.createNativeQuery(COUNT, Integer.class)
                .setParameter("provider", provider)
                .getSingleResult());
    }

    private <T> T inTransaction(Supplier<Uni<T>> work) {
        return transactions.run(work).await().atMost(PATIENCE);
    }
}
