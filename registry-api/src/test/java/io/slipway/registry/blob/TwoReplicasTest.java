package io.slipway.registry.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Two processes on one file store, of which one stops or is killed at the worst moment. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class TwoReplicasTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String WAITING = """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into blob%'""";

    @Inject
    BlobSweeper sweeper;

    @Inject
    BlobRows rows;

    @Inject
    BlobStore store;

    @Inject
    DataSource database;

    private OtherReplica other;

    @BeforeEach
    void startTheOther() throws IOException {
        other = OtherReplica.start(Path.of(Api.config("slipway.blobs.directory")), "other");
    }

    @AfterEach
    void endTheOther() {
        other.close();
    }

    /** The publisher comes when the file is gone already, but not yet the row: it waits, and puts the file there again. */
    @ParameterizedTest
    @ValueSource(strings = {"commits", "is killed"})
    void aPublisherWaitsForAnothersSweeper(String end) throws Exception {
        byte[] code = Packages.hello("swept by another that " + end);
        String sha256 = Packages.sha256(code);
        // Unless this application's own timer comes first.
        await("the other one sweeps").atMost(PATIENCE).untilAsserted(() -> {
            other.does("commit");
            unusedFor25Hours(code);
            assertThat(other.does("sweep")).isEqualTo(sha256);
        });
        assertThatThrownBy(() -> store.open(sha256)).isInstanceOf(NoSuchFileException.class);
        String provider = "acme/two-" + end.replace(' ', '-');

        CompletableFuture<Response> publication =
                CompletableFuture.supplyAsync(() -> Api.publish(Tokens.ACME, provider, "1.0.0", code));
        await("the publisher waits").atMost(PATIENCE).until(() -> count(WAITING) == 1);
        if (end.equals("commits")) {
            other.does("commit");
        } else {
            other.kill();
        }

        publication.get().then().statusCode(202);
        try (InputStream kept = store.open(sha256)) {
            assertThat(kept.readAllBytes()).isEqualTo(code);
        }
        assertThat(sweep()).as("removed what a version refers to").isZero();
        store.open(sha256).close();
    }

    /** It has the row, and has told nobody yet that it will trust the file. */
    @Test
    void theSweeperSparesWhatAnothersPublisherIsAboutToTrust() throws Exception {
        byte[] code = Packages.hello("trusted by another");
        String sha256 = Packages.sha256(code);
        // Unless this application's own timer comes first.
        await("the other one has the row").atMost(PATIENCE).ignoreExceptions().until(() -> {
            other.does("commit");
            unusedFor25Hours(code);
            other.does("touch " + sha256);
            store.open(sha256).close();
            return true;
        });

        assertThat(sweep()).as("while it is about to").isZero();
        other.does("commit");
        assertThat(sweep()).as("when it has").isZero();
        store.open(sha256).close();
    }

    @Test
    void whatADeadPublisherWasAboutToTrustIsSwept() throws Exception {
        byte[] code = Packages.hello("trusted by a dead one");
        String sha256 = Packages.sha256(code);
        unusedFor25Hours(code);
        other.does("touch " + sha256);

        other.kill();

        // PostgreSQL sees within moments that its client is gone.
        await().atMost(PATIENCE).untilAsserted(() -> {
            sweep();
            assertThatThrownBy(() -> store.open(sha256)).isInstanceOf(NoSuchFileException.class);
        });
    }

    private int sweep() {
        return awaited(sweeper::sweep);
    }

    private static <T> T awaited(Supplier<Uni<T>> step) {
        try {
            return VertxContextSupport.subscribeAndAwait(step);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A package that was published once, by nobody who still refers to it. */
    private void unusedFor25Hours(byte[] code) throws IOException, SQLException {
        ReceivedBlob unused = store.receive(new ByteArrayInputStream(code), code.length);
        awaited(() -> rows.touch(unused));
        store.keep(unused);
        try (Connection connection = database.getConnection();
                PreparedStatement old = connection.prepareStatement(
                        "update blob set touched_at = now() - interval '25 hours' where sha256 = ?")) {
            old.setString(1, unused.sha256());
            assertThat(old.executeUpdate()).isEqualTo(1);
        }
    }

    private long count(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
