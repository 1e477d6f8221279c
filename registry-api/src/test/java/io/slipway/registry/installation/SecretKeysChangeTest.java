package io.slipway.registry.installation;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.secret.Place;
import io.slipway.secret.Sealed;
import io.slipway.secret.SecretBox;
import io.slipway.secret.SecretKeys;
import io.slipway.secret.table.ResealSecrets;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** The registry of before had another key, and one that nobody has any more. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(
        value = Setup.class,
        initArgs = {
            @ResourceArg(name = "slipway.secrets.keys.before", value = SecretKeysChangeTest.BEFORE),
            @ResourceArg(name = "slipway.secrets.reseal-every", value = "off")
        })
class SecretKeysChangeTest {
    static final String BEFORE = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";
    private static final int MANY = 250;
    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    DataSource database;

    @Inject
    ResealSecrets reseal;

    @Inject
    MeterRegistry metrics;

    @Test
    void whatOlderKeysHaveSealedIsSealedByTheCurrentOneAndNothingIsLost() throws Throwable {
        String id = Installs.installed("acme/keys-a", "manual", "1.0.0");
        Installs.patch("acme/keys-a", Map.of("config", Map.of("S1", Map.of("secret", "new"))))
                .statusCode(200);
        SecretBox before = box("before");
        SecretBox lost = box("lost");
        for (int i = 0; i < MANY; i++) {
            insert(before, id, 1, "S" + i, "value " + i);
        }
        insert(lost, id, 1, "LOST", "of a key that is away");
        // As an installation of before has it.
        config(id, "{\"S0\":{\"secret\":{\"revision\":1}}}");
        assertThat(value(id)).isEqualTo("value 0");

        VertxContextSupport.subscribeAndAwait(reseal::reseal);

        assertThat(count("before")).isZero();
        assertThat(count("test")).isEqualTo(MANY + 1);
        assertThat(count("lost")).isEqualTo(1);
        assertThat(value(id)).isEqualTo("value 0");
        assertThat(left("before")).isZero();
        assertThat(left("lost")).isPositive();
        // Once more there is nothing to do, and that is all.
        VertxContextSupport.subscribeAndAwait(reseal::reseal);
        assertThat(count("test")).isEqualTo(MANY + 1);
    }

    @Test
    void aKeyThatIsAwayIsSaidAndOnlyWhatNeedsItWaits() throws Exception {
        String id = Installs.installed("acme/keys-b", "manual", "1.0.0", "1.1.0");
        insert(box("lost"), id, 1, "LOST", "of a key that is away");
        config(id, "{\"LOST\":{\"secret\":{\"revision\":1}}}");

        Installs.post("acme/keys-b", "upgrade", "1.1.0").statusCode(503).body("code", equalTo("secrets_unavailable"));
        Api.asService()
                .get("/internal/installations/" + id + "/secrets?config_revision=1")
                .then()
                .statusCode(503);
        Installs.get("acme/keys-b").statusCode(200);
        Installs.patch("acme/keys-b", Map.of("upgrade_policy", "auto")).statusCode(200);
        Installs.patch("acme/keys-b", Map.of("config", Map.of("LOST", Map.of("secret", "found"))))
                .statusCode(200);
        Installs.post("acme/keys-b", "upgrade", "1.1.0").statusCode(202);
    }

    /** A wish outlives it, whoever is late with the key. */
    @Test
    void aDeploymentWaitsForAKeyThatIsAway() throws Exception {
        String id = Installs.installed("acme/keys-c", "manual", "1.0.0", "1.1.0");
        insert(box("lost"), id, 1, "LOST", "of a key that is away");
        config(id, "{\"LOST\":{\"secret\":{\"revision\":1}}}");
        String custom = Api.as(Tokens.ACME)
                .get("/providers/acme/keys-c")
                .<String>path("id")
                .replace("pro_", "cpr_");
        String version = Api.version(Tokens.ACME, "acme/keys-c", "1.1.0")
                .extract()
                .<String>path("id")
                .replace("prv_", "cpv_");
        String deployments = "/custom-providers/" + custom + "/deployments";

        String deployment = Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("version_id", version))
                .post(deployments)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String logs = deployments + "/" + deployment + "/logs?after=r0";
        await().atMost(SOON).until(() -> Api.as(Tokens.ACME).get(logs).asString(), containsString("slipway.secrets"));
        Api.as(Tokens.ACME).get(deployments + "/" + deployment).then().body("status", equalTo("deploying"));
        Installs.get("acme/keys-c").body("installed_version", equalTo("1.0.0"));
        Installs.patch("acme/keys-c", Map.of("config", Map.of("LOST", Map.of("secret", "found"))))
                .statusCode(200);

        await().atMost(SOON)
                .until(() -> Installs.get("acme/keys-c").extract().path("installed_version"), equalTo("1.1.0"));
        Api.as(Tokens.ACME).get(deployments + "/" + deployment).then().body("status", equalTo("deploying"));
    }

    private static SecretBox box(String id) {
        return new SecretBox(SecretKeys.of("p", Optional.of(id), Map.of(id, BEFORE)));
    }

    private String value(String id) {
        return Api.asService()
                .get("/internal/installations/" + id + "/secrets?config_revision=1")
                .path("secrets[0].value");
    }

    private double left(String key) {
        return metrics.get("slipway.secrets.sealed")
                .tags("table", "config_secret", "key", key)
                .gauge()
                .value();
    }

    private void insert(SecretBox box, String id, int revision, String name, String value) throws SQLException {
        Sealed sealed = box.seal(new Place("config_secret", id + "/" + revision, name), value);
        execute(
                "insert into config_secret values (?, ?, ?, ?, ?, ?)",
                List.of(id, revision, name, sealed.keyId(), sealed.nonce(), sealed.ciphertext()));
    }

    private void config(String id, String config) throws SQLException {
        execute(
                "update config_revision set config = ? where installation_id = ? and revision = 1",
                List.of(config, id));
        execute("update installation set config = ? where id = ?", List.of(config, id));
    }

    private void execute(String sql, List<Object> parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setObject(i + 1, parameters.get(i));
            }
            statement.executeUpdate();
        }
    }

    private long count(String key) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select count(*) from config_secret where key_id = ? and installation_id in"
                                + " (select id from installation where provider = 'acme/keys-a')")) {
            statement.setString(1, key);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
