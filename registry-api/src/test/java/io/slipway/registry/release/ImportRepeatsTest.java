package io.slipway.registry.release;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

/** What a repeated import is answered with, one that failed, and one too many. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ImportRepeatsTest {
    private static final String CATALOG = "/api/v1/catalog/";

    @Inject
    DataSource database;

    @Test
    void theSameKeyIsAnsweredWithWhatHasBecomeOfItsImport() {
        byte[] code = Packages.hello("rep-key");
        Map<String, Object> document = Imports.document(
                "rep-key", "1.0.0", Imports.artifact("a.tar.gz", code, Imports.serve("rep-key", code)));

        Response first = request("rep-key").body(document).post(path("rep-key"));
        first.then().statusCode(200).body("warnings", empty()).header("Idempotency-Replayed", nullValue());
        request("rep-key")
                .body(document)
                .post(path("rep-key"))
                .then()
                .statusCode(200)
                .header("Idempotency-Replayed", "true")
                .body("catalogId", equalTo(first.path("catalogId")))
                .body("warnings", empty());
    }

    @Test
    void alsoWhenNobodyWaitedForIt() {
        Map<String, Object> document = Imports.document("rep-later", "1.0.0");
        Response first = request("rep-later")
                .header("Prefer", "respond-async")
                .body(document)
                .post(path("rep-later"));
        first.then().statusCode(202);
        String id = first.path("id");
        await().until(() -> Api.as(Tokens.ACME).get(CATALOG + "imports/" + id).path("state"), equalTo("succeeded"));

        request("rep-later")
                .body(document)
                .post(path("rep-later"))
                .then()
                .statusCode(200)
                .body("catalogId", equalTo(first.path("catalogId")));
    }

    @Test
    void whatGoesOnHasALocationEachTime() throws Exception {
        Map<String, Object> document = Imports.document("rep-goes-on", "1.0.0");
        Response first = request("rep-goes-on").body(document).post(path("rep-goes-on"));
        first.then().statusCode(200);
        String id = only(first.path("catalogId"));
        execute(
                "update release_import set state = 'running', ended_at = null, result = null, claimed_by = 'nobody',"
                        + " due_at = now() + interval '1 hour' where id = ?",
                id);

        request("rep-goes-on")
                .header("Prefer", "respond-async")
                .body(document)
                .post(path("rep-goes-on"))
                .then()
                .statusCode(202)
                .header("Location", containsString(CATALOG + "imports/" + id))
                .body("state", equalTo("running"));
        execute(
                "update release_import set state = 'failed', error = 'the store is full', ended_at = now() where id = ?",
                id);
        request("rep-goes-on")
                .body(document)
                .post(path("rep-goes-on"))
                .then()
                .statusCode(503)
                .header("Retry-After", matchesPattern("\\d+"))
                .body("detail", containsString("the store is full"));
    }

    @Test
    void oneTooManyIsToldWhenToComeAgain() throws Exception {
        Tenants.Founded busy = Tenants.found("rep-busy");
        Response first = Imports.send(busy.token(), "open", Imports.document("open", "1.0.0"));
        first.then().statusCode(200);
        for (int i = 0; i < 50; i++) {
            execute(
                    "insert into release (id, organization, provider, number, name, document, revision, status, verified,"
                            + " actor, created_at, updated_at) select 'rel_busy" + i
                            + "', organization, provider, '2.0." + i
                            + "', name, document, 1, status, false, actor, now(), now() from release where id = ?",
                    first.path("catalogId"));
            execute(
                    "insert into release_import (id, organization, release_id, revision, state, actor, epoch, attempts,"
                            + " due_at, unresolved, created_at, updated_at) select 'imp_busy" + i
                            + "', organization, id, 1, 'queued', actor, 1, 0, now() + interval '1 day', '[]', now(), now()"
                            + " from release where id = ?",
                    "rel_busy" + i);
        }

        Imports.send(busy.token(), "open", Imports.document("open", "3.0.0"))
                .then()
                .statusCode(429)
                .header("Retry-After", matchesPattern("\\d+"));
        execute("delete from release_import where id like ?", "imp_busy%");
        execute("delete from release where id like ?", "rel_busy%");
    }

    private static RequestSpecification request(String key) {
        return Api.as(Tokens.ACME).header("Idempotency-Key", key).contentType("application/json");
    }

    private static String path(String project) {
        return CATALOG + "releases/project/" + project + "/import";
    }

    private String only(String release) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select id from release_import where release_id = ?")) {
            statement.setString(1, release);
            try (var rows = statement.executeQuery()) {
                assertThat(rows.next()).isTrue();
                return rows.getString(1);
            }
        }
    }

    private void execute(String sql, String parameter) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            statement.executeUpdate();
        }
    }
}
