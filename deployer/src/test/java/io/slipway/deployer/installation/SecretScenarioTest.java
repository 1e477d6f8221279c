package io.slipway.deployer.installation;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.InstallationIntent.Desired;
import io.slipway.contracts.SecretReference;
import io.slipway.deployer.Samples.Intent;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Configs with secrets: their values are at registry-api, in sealed copies and with the cluster, and nowhere else. */
@QuarkusTest
@WithTestResource(
        value = Infrastructure.class,
        initArgs = @io.quarkus.test.common.ResourceArg(name = "database", value = "deployer"))
@WithTestResource(Peers.class)
class SecretScenarioTest extends DeployerScenario {
    @Inject
    DataSource database;

    @Test
    void aProviderGetsTheValueAndNobodyElse() throws SQLException {
        kept(1, "canary-one");
        installed(1);

        assertThat(serving()).isEqualTo("canary-one");
        assertThat(rowsWith("canary-one")).isEmpty();
        assertThat(events.of(id)).noneMatch(event -> event.toString().contains("canary-one"));
        assertThat(copies()).containsExactly("1 PASSWORD");
    }

    @Test
    void nothingStartsWithoutItsSecretsAndNothingIsRejected() throws SQLException {
        publish("1.0.0");
        events.tell(intent(1).state());

        SOON.untilAsserted(() -> assertThat(saved("outcome")).contains("SecretsMissing", "tried again by itself"));
        assertThat(node.running(id)).isEmpty();

        kept(1, "here at last");
        awaitServing("1.0.0");
        assertThat(serving()).isEqualTo("here at last");
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).containsExactly("RolloutStarted", "RolloutSucceeded"));
        assertThat(latest().rejected()).isEmpty();
    }

    @Test
    void whatRunsIsStartedAgainWhileTheRegistryIsAway() {
        kept(1, "copied");
        Intent intent = installed(1);
        Peers.SECRETS.remove(id);

        node.loseEverything();
        events.tell(intent.changed().state());

        SOON.untilAsserted(() -> assertThat(node.servingImage(id)).isEqualTo(image("1.0.0")));
        assertThat(serving()).isEqualTo("copied");
    }

    @Test
    void aNewSecretRollsOutAndTheOldOneComesBackWithItsRevision() throws SQLException {
        kept(1, "old");
        Intent intent = installed(1);
        kept(2, "new");
        change(intent, 2);
        SOON.untilAsserted(() -> assertThat(serving()).isEqualTo("new"));
        SOON.untilAsserted(() -> assertThat(copies()).containsExactly("1 PASSWORD", "2 PASSWORD"));

        // Both are here: that the registry is away is nothing to it.
        Peers.SECRETS.remove(id);
        change(intent, 1);
        SOON.untilAsserted(() -> assertThat(serving()).isEqualTo("old"));

        kept(3, "third");
        change(intent, 3);
        SOON.untilAsserted(() -> assertThat(serving()).isEqualTo("third"));
        SOON.untilAsserted(() -> assertThat(copies()).containsExactly("1 PASSWORD", "3 PASSWORD"));
    }

    @Test
    void aCopyThatDoesNotOpenIsFetchedAnew() throws SQLException {
        kept(1, "fetched twice");
        Intent intent = installed(1);
        execute("update config_secret set key_id = 'lost' where installation_id = '" + id + "'");

        node.loseEverything();
        events.tell(intent.changed().state());

        SOON.untilAsserted(() -> assertThat(node.servingImage(id)).isEqualTo(image("1.0.0")));
        assertThat(serving()).isEqualTo("fetched twice");
        assertThat(query("select key_id from config_secret where installation_id = '" + id + "'"))
                .containsExactly("test");
    }

    @Test
    void whatTheSchemaRefusesIsSaidWithoutTheValue() {
        kept(1, "canary-x");
        publish("1.0.0");
        Intent intent = intent(1);
        intent.config = Map.of("COUNT", new SecretReference(1).inConfig());
        Peers.SECRETS.put(id, List.of(Map.of("name", "COUNT", "revision", 1, "value", "canary-x")));
        events.tell(intent.state());

        SOON.untilAsserted(() -> assertThat(events.verbs(id)).containsExactly("InstallationParked"));
        assertThat(latest().toString()).contains("/COUNT").doesNotContain("canary-x");
    }

    @Test
    void theCopiesGoWithTheInstallation() throws SQLException {
        kept(1, "gone");
        Intent intent = installed(1);
        intent.desired = Desired.absent;
        events.tell(intent.changed().state());

        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("InstallationRemoved"));
        assertThat(copies()).isEmpty();
    }

    private void kept(int revision, String value) {
        Peers.SECRETS.put(id, List.of(Map.of("name", "PASSWORD", "revision", revision, "value", value)));
    }

    private Intent intent(int revision) {
        Intent intent = new Intent(id, provider, "1.0.0");
        intent.configRevision = revision;
        intent.config = Map.of("PASSWORD", new SecretReference(revision).inConfig());
        return intent;
    }

    private Intent installed(int revision) {
        publish("1.0.0");
        Intent intent = intent(revision);
        events.tell(intent.state());
        awaitServing("1.0.0");
        SOON.untilAsserted(() -> assertThat(events.verbs(id)).endsWith("RolloutSucceeded"));
        return intent;
    }

    private void change(Intent intent, int revision) {
        intent.configRevision = revision;
        intent.config = Map.of("PASSWORD", new SecretReference(revision).inConfig());
        events.tell(intent.changed().state());
    }

    private String serving() {
        return node.servingEnvironment(id).path("PASSWORD").asText();
    }

    private List<String> copies() throws SQLException {
        return query(
                "select revision || ' ' || name from config_secret where installation_id = '" + id + "' order by 1");
    }

    private String saved(String column) throws SQLException {
        return String.valueOf(query("select " + column + " from installation where id = '" + id + "'"));
    }

    private List<String> rowsWith(String text) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String table : query("select quote_ident(table_name) from information_schema.tables"
                + " where table_schema = 'public' and table_type = 'BASE TABLE'")) {
            for (String form : List.of(text, HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)))) {
                found.addAll(query("select t::text from " + table + " t where t::text like '%" + form + "%'"));
            }
        }
        return found;
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }
}
