package io.slipway.registry.installation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.contracts.RolloutEvent;
import io.slipway.contracts.Topics;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class SecretsTest {
    private static final Map<String, String> MASK = Map.of("secret", "********");

    @Inject
    DataSource database;

    @Test
    void aSecretIsTakenKeptAndNeverShown() {
        String id = install("acme/sec-a", Map.of("PASSWORD", Map.of("secret", "first one"), "GREETING", "hi"));

        Installs.get("acme/sec-a").body("config", equalTo(Map.of("PASSWORD", MASK, "GREETING", "hi")));
        values(id, 1).body("secrets", contains(Map.of("name", "PASSWORD", "revision", 1, "value", "first one")));

        Installs.patch("acme/sec-a", Map.of("config", Map.of("PASSWORD", MASK, "GREETING", "servus")))
                .statusCode(200)
                .body("config", equalTo(Map.of("PASSWORD", MASK, "GREETING", "servus")));
        values(id, 2).body("secrets", contains(Map.of("name", "PASSWORD", "revision", 1, "value", "first one")));

        Installs.patch("acme/sec-a", Map.of("config", Map.of("PASSWORD", Map.of("secret", "second one"))))
                .statusCode(200)
                .header("ETag", startsWith("\"3-"));
        values(id, 3).body("secrets", contains(Map.of("name", "PASSWORD", "revision", 3, "value", "second one")));
        values(id, 1).body("secrets", contains(Map.of("name", "PASSWORD", "revision", 1, "value", "first one")));

        assertThat(Installs.events(id, 3)
                        .getLast()
                        .data()
                        .at("/installation/config/PASSWORD/secret/revision")
                        .asInt())
                .isEqualTo(3);
        Installs.patch("acme/sec-a", Map.of("config", Map.of("OTHER", MASK)))
                .statusCode(422)
                .body("errors.field", contains("/config/OTHER"));
        values(id, 4).statusCode(404);
        Api.as(Tokens.ACME)
                .get("/internal/installations/" + id + "/secrets?config_revision=1")
                .then()
                .statusCode(401);
    }

    @Test
    void aRollbackBringsTheOldSecretBack() {
        String id = install("acme/sec-b", Map.of("PASSWORD", Map.of("secret", "good")));
        Installs.tell("acme/sec-b", Outcomes.available(id, 1, 1, Outcomes.revision(1, "1.0.0", 1)));
        Installs.patch("acme/sec-b", Map.of("config", Map.of("PASSWORD", Map.of("secret", "bad"))))
                .statusCode(200);
        Installs.tell("acme/sec-b", Outcomes.available(id, 2, 2, Outcomes.revision(2, "1.0.0", 2)));

        Installs.post("acme/sec-b", "rollback").statusCode(202).body("config", equalTo(Map.of("PASSWORD", MASK)));

        var intent = Installs.events(id, 3).getLast().data().path("installation");
        assertThat(intent.path("config_revision").asInt()).isEqualTo(1);
        assertThat(intent.at("/config/PASSWORD/secret/revision").asInt()).isEqualTo(1);
        values(id, 1).body("secrets.value", contains("good"));
    }

    @Test
    void theSchemaIsCheckedWithTheRealValueAndTellsNothingOfIt() {
        release("acme/sec-c", "1.0.0", "{ type: string, minLength: 12 }");
        Map<String, Object> wanted =
                Map.of("provider_name", "acme/sec-c", "config", Map.of("PASSWORD", Map.of("secret", "too-short")));
        Installs.install(wanted)
                .then()
                .statusCode(422)
                .body("errors.field", contains("/config/PASSWORD"))
                .body(not(containsString("too-short")));

        String id = install("acme/sec-c", Map.of("PASSWORD", Map.of("secret", "long enough: yes")));
        Installs.patch("acme/sec-c", Map.of("config", Map.of("PASSWORD", Map.of("secret", "too-short"))))
                .statusCode(422)
                .body(not(containsString("too-short")));

        release("acme/sec-c", "2.0.0", "{ type: string, pattern: '^v2-' }");
        Installs.post("acme/sec-c", "upgrade", "2.0.0")
                .statusCode(422)
                .body("errors.field", contains("/config/PASSWORD"))
                .body(not(containsString("long enough")));
        Installs.patch("acme/sec-c", Map.of("config", Map.of("PASSWORD", Map.of("secret", "v2- and long"))))
                .statusCode(200);
        Installs.post("acme/sec-c", "upgrade", "2.0.0").statusCode(202);
        values(id, 2).body("secrets.value", contains("v2- and long"));
    }

    @Test
    void aRemovedInstallationsSecretsGoWithItAndNotBefore() throws SQLException {
        String id = install("acme/sec-d", Map.of("PASSWORD", Map.of("secret", "to be gone")));
        Api.as(Tokens.ACME).delete("/providers/installed/acme/sec-d").then().statusCode(202);
        values(id, 1).body("secrets.value", contains("to be gone"));
        assertThat(rows(id)).isEqualTo(1);

        InstallationOutcome removed = Outcomes.outcome(id, 2, 2, Phase.removed, null, null, null);
        Kafka.send(new RolloutEvent.InstallationRemoved(removed), removed);

        await().untilAsserted(() -> assertThat(rows(id)).isZero());
        values(id, 1).statusCode(404);
    }

    @Test
    void whatNothingCanBringBackIsPruned() throws SQLException {
        String id = install("acme/sec-e", Map.of("KEPT", Map.of("secret", "kept"), "PASSWORD", Map.of("secret", "p0")));
        for (int i = 1; i <= 105; i++) {
            Installs.patch("acme/sec-e", Map.of("config", Map.of("PASSWORD", Map.of("secret", "p" + i))))
                    .statusCode(200);
        }
        assertThat(rows(id)).isLessThan(100);
        values(id, 106).body("secrets.value", contains("kept", "p105"));
    }

    @Test
    void noSecretLeavesATrace() throws SQLException {
        String canary = "canary-" + UUID.randomUUID();
        List<String> logged = new ArrayList<>();
        Handler listener = listener(logged);
        Logger.getLogger("").addHandler(listener);
        try {
            traced(canary);
        } finally {
            Logger.getLogger("").removeHandler(listener);
        }
        assertThat(logged).noneMatch(line -> line.contains(canary));
        assertThat(tablesWith(canary)).isEmpty();
        for (String topic : List.of(Topics.INSTALLATIONS, Topics.VERSIONS)) {
            assertThat(Kafka.all(topic))
                    .noneMatch(event -> event.data().toString().contains(canary));
        }
    }

    private static void traced(String canary) {
        release("acme/sec-f", "1.0.0", "{ type: string }");
        release("acme/sec-f", "2.0.0", "{ type: string, maxLength: 3, enum: [a, b], not: { const: c } }");
        Map<String, Object> secret = Map.of("PASSWORD", Map.of("secret", canary));
        List<Response> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(Api.as(Tokens.ACME)
                    .header("Idempotency-Key", "sec-f-" + canary.hashCode())
                    .contentType(ContentType.JSON)
                    .body(Map.of("provider_name", "acme/sec-f", "version", "1.0.0", "config", secret))
                    .post("/providers/install"));
            assertThat(answers.getLast().statusCode()).isEqualTo(202);
        }
        String at = "/providers/installed/acme/sec-f";
        answers.add(patch(at, Map.of("config", secret)));
        answers.add(patch(at, Map.of("config", Map.of("PASSWORD", Map.of("secret", canary, "x", canary)))));
        answers.add(patch(at, Map.of("config", Map.of("PORT", Map.of("secret", canary)))));
        answers.add(patch(at, Map.of("config", secret, "upgrade_policy", "weekly")));
        answers.add(patch(at + "?dry_run=true", Map.of("config", secret, "upgrade_policy", "auto")));
        answers.add(Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(Map.of("version", "2.0.0"))
                .post(at + "/upgrade?dry_run=true"));
        answers.add(Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(Map.of("version", "2.0.0"))
                .post(at + "/upgrade"));
        assertThat(answers.getLast().statusCode()).isEqualTo(422);
        answers.add(Api.as(Tokens.ACME).get(at));
        answers.add(Api.as(Tokens.ACME).get("/providers/installed"));
        answers.add(Api.as(Tokens.ACME).get(at + "/deployment"));
        answers.add(Api.as(Tokens.ACME).get("/audit"));
        answers.add(Api.as(Tokens.ACME).get(at + "/explain"));
        answers.add(Api.as(Tokens.ACME).get(at + "/history"));
        answers.add(Api.asService().get("/internal/installations?limit=500"));
        assertThat(answers).noneMatch(answer -> answer.asString().contains(canary));
        assertThat(answers).noneMatch(answer -> answer.getHeaders().toString().contains(canary));
    }

    private static Response patch(String at, Map<String, Object> patch) {
        return Api.as(Tokens.ACME)
                .contentType("application/merge-patch+json")
                .body(patch)
                .patch(at);
    }

    private static String install(String provider, Map<String, Object> config) {
        if (Api.as(Tokens.ACME).get("/providers/" + provider).statusCode() == 404) {
            release(provider, "1.0.0", "{ type: string }");
        }
        Response answer = Installs.install(Map.of("provider_name", provider, "version", "1.0.0", "config", config));
        answer.then().statusCode(202).body("config.PASSWORD", equalTo(MASK));
        return answer.path("id");
    }

    /** @param rule of PASSWORD */
    private static void release(String provider, String version, String rule) {
        Response published = Api.publish(
                Tokens.ACME, provider, version, Packages.withManifest("""
                apiVersion: slipway.io/v1
                kind: Provider
                runtime: java25
                entrypoint: ["java", "Hello.java"]
                health: /healthz
                config:
                  type: object
                  properties: { PASSWORD: %s }
                """.formatted(rule), provider + version));
        published.then().statusCode(202);
        var build = Api.succeeded(published, provider, version);
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus(provider, version, "published");
    }

    private static ValidatableResponse values(String id, int configRevision) {
        Response answer =
                Api.asService().get("/internal/installations/" + id + "/secrets?config_revision=" + configRevision);
        if (answer.statusCode() == 200) {
            answer.then().header("Cache-Control", "no-store").body("secrets", not(empty()));
        }
        return answer.then();
    }

    private static Handler listener(List<String> lines) {
        SimpleFormatter formatter = new SimpleFormatter();
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                synchronized (lines) {
                    lines.add(formatter.format(line));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private int rows(String id) throws SQLException {
        return Integer.parseInt(query("select count(*)::text from config_secret where installation_id = '" + id + "'")
                .getFirst());
    }

    /** Each row of each table as text: bytes are shown in hex, so both forms are looked for. */
    private List<String> tablesWith(String text) throws SQLException {
        List<String> found = new ArrayList<>();
        for (String table : query("select quote_ident(table_name) from information_schema.tables"
                + " where table_schema = 'public' and table_type = 'BASE TABLE'")) {
            String hex = java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            String base64 = java.util.Base64.getEncoder()
                    .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .substring(0, 40);
            String sha256 = Packages.sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (String form : List.of(text, hex, base64, sha256)) {
                if (!query("select 'x' from " + table + " t where t::text like '%" + form + "%' limit 1")
                        .isEmpty()) {
                    found.add(table);
                }
            }
        }
        return found;
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
