package io.slipway.registry.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.registry.runtime.Hops;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class BlobSweeperTest {
    @Inject
    BlobRows rows;

    @Inject
    BlobStore store;

    @Inject
    Hops hops;

    @Inject
    DataSource database;

    @Test
    void onlyWhatNoVersionRefersToIsRemoved() throws Throwable {
        byte[] published = Packages.hello("published");
        Api.publish(Tokens.ACME, "acme/swept", "1.0.0", published).then().statusCode(202);
        ReceivedBlob unused = receive("unused");
        touchAndKeep(unused);

        VertxContextSupport.subscribeAndAwait(() -> sweepUntouchedSince(Duration.ofHours(-1)));

        assertThatThrownBy(() -> store.open(unused.sha256())).isInstanceOf(NoSuchFileException.class);
        store.open(Packages.sha256(published)).close();
        assertThat(lookedAtAgain(Packages.sha256(published))).isZero();
        touchAndKeep(receive("unused"));
        store.open(unused.sha256()).close();
    }

    /** It was found to be in use, and is not looked at again for that alone. */
    @Test
    void whatAFailedVersionWasMadeOfGoesWhenItIsPublishedWithOtherContent() throws Throwable {
        byte[] first = Packages.hello("the first attempt");
        Response published = Api.publish(Tokens.ACME, "acme/swept-again", "1.0.0", first);
        VertxContextSupport.subscribeAndAwait(() -> sweepUntouchedSince(Duration.ofHours(-1)));
        assertThat(lookedAtAgain(Packages.sha256(first))).isZero();
        BuildState failure = Api.failed(published, "acme/swept-again", "1.0.0");
        Kafka.send(new BuildEvent.BuildFailed(failure), failure);
        Api.awaitStatus("acme/swept-again", "1.0.0", "failed");
        byte[] second = Packages.hello("the second attempt");
        Api.publish(Tokens.ACME, "acme/swept-again", "1.0.0", second).then().statusCode(202);

        VertxContextSupport.subscribeAndAwait(() -> sweepUntouchedSince(Duration.ofHours(-1)));

        assertThatThrownBy(() -> store.open(Packages.sha256(first))).isInstanceOf(NoSuchFileException.class);
        store.open(Packages.sha256(second)).close();
    }

    @Test
    void whatWasTouchedOfLateIsSpared() throws Throwable {
        ReceivedBlob fresh = receive("fresh");
        touchAndKeep(fresh);

        VertxContextSupport.subscribeAndAwait(() -> sweepUntouchedSince(Duration.ofHours(24)));

        store.open(fresh.sha256()).close();
    }

    private int lookedAtAgain(String sha256) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement count =
                        connection.prepareStatement("select count(*) from blob where not in_use and sha256 = ?")) {
            count.setString(1, sha256);
            try (ResultSet rows = count.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    private io.smallrye.mutiny.Uni<Integer> sweepUntouchedSince(Duration age) {
        return new BlobSweeper(rows, store, new Keep(age), hops, Clock.systemUTC()).sweep();
    }

    private ReceivedBlob receive(String text) throws IOException {
        return store.receive(new ByteArrayInputStream(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 100);
    }

    private void touchAndKeep(ReceivedBlob blob) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> rows.touch(blob));
        store.keep(blob);
    }
}
