package io.slipway.registry.contract;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.idempotency.KeyedRequest;
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
import static org.hamcrest.Matchers.equalTo;

/** A request with an {@code Idempotency-Key} is done once: every operation that posts, and what becomes of the answers. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class IdempotencyTest {
    private static final String HEADER = "Idempotency-Key";
    /** Nobody is authenticated there, and both can be done only once by what they are sent. */
    private static final Set<String> WITHOUT = Set.of("exchangeOidcToken", "bootstrapRegistry");

    /** Connections that answer a request with a key. */
    private static final String HOLDERS = " pg_locks where locktype = 'advisory' and objsubid = 1 and database ="
            + " (select oid from pg_database where datname = current_database())";

    @Inject
    DataSource database;

    private final String key = UUID.randomUUID().toString();

    @Test
    void everyPostTakesAKey() throws SQLException {
        String actor = Api.as(Tokens.ACME).get("/organizations/me").path("actor");
        remember(actor, "0".repeat(64));
        List<String> deviations = new ArrayList<>();
        for (ApiOperation operation : posts()) {
            expect(deviations, operation, send(operation, "two words"), 400, "malformed_request");
            expect(deviations, operation, send(operation, key), 422, "idempotency_key_reused");
            try (Connection other = database.getConnection()) {
                lock(other, actor);
                expect(deviations, operation, send(operation, key), 409, "idempotency_key_in_use");
            }
        }

        assertThat(deviations).isEmpty();
    }

    @Test
    void theSameRequestIsDoneOnce() {
        Response first = publisher("1", keyed());
        first.then().statusCode(201);
        Response again = publisher("1", keyed());

        again.then().statusCode(201).header("Idempotency-Replayed", "true");
        assertThat(again.asString()).isEqualTo(first.asString());
        publisher("2", keyed()).then().statusCode(422).body("code", equalTo("idempotency_key_reused"));
        publisher("1", Api.as(Tokens.GLOBEX).header(HEADER, key)).then().statusCode(404);
    }

    @Test
    void aKeyIsTheSameWithQuotes() {
        Response first = publisher("3", keyed());
        Response again = publisher("3", Api.as(Tokens.ACME).header(HEADER, '"' + key + '"'));

        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void theDatabaseKeepsTheAnswer() throws SQLException {
        publisher("4", keyed()).then().statusCode(201);
        assertThat(select("select now() + interval '24 hours' - expires_at between interval '0' and interval '1 minute'"
                        + " from kept_answer where key = '" + key + "'"))
                .as("kept for 24 hours")
                .isEqualTo("t");
        execute(
                "update kept_answer set body = regexp_replace(body, '\"id\":\"[^\"]*\"', '\"id\":\"pub_kept\"') where key = '"
                        + key + "'");

        Response again = publisher("4", keyed());

        assertThat(again.path("id").toString()).isEqualTo("pub_kept");
        execute("update kept_answer set expires_at = now() where key = '" + key + "'");
        publisher("5", keyed()).then().statusCode(201);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void aRefusalIsNotKept() throws SQLException {
        publisher("6", keyed()).then().statusCode(201);
        Response refused = publisher("6", Api.as(Tokens.ACME).header(HEADER, key + "b"));

        assertThat(refused.statusCode()).isGreaterThanOrEqualTo(400);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void whatShowsASecretIsNotKept() throws SQLException {
        Map<String, Object> token = Map.of("name", "once", "scopes", List.of("read"));
        String secret = json(keyed(), token).post("/organizations/acme/tokens").path("token");

        assertThat(select("select body from kept_answer where key = '" + key + "'"))
                .contains("\"token\":null")
                .doesNotContain(secret);
    }

    @Test
    void whoHasLostATokenGetsAnotherSecretUntilOneIsUsed() {
        Map<String, Object> token = Map.of("name", "lost", "scopes", List.of("read"));
        Response lost = json(keyed(), token).post("/organizations/acme/tokens");
        Response again = json(keyed(), token).post("/organizations/acme/tokens");

        again.then()
                .statusCode(201)
                .header("Idempotency-Replayed", "true")
                .body("id", equalTo(lost.path("id")))
                .body("created_at", equalTo(lost.path("created_at")));
        Api.as(lost.path("token")).get("/organizations/me").then().statusCode(401);
        Api.as(again.path("token")).get("/organizations/me").then().statusCode(200);
        json(keyed(), token)
                .post("/organizations/acme/tokens")
                .then()
                .statusCode(409)
                .body("code", equalTo("answer_not_kept"))
                .body("detail", containsString(lost.path("id")));
        Api.as(again.path("token")).get("/organizations/me").then().statusCode(200);
        Api.as(Tokens.ACME)
                .get("/audit?subject=" + lost.path("id"))
                .then()
                .body("items.action", equalTo(List.of("token.secret_replaced", "token.created")));
    }

    @Test
    void anOrganizationIsNotLostWithItsAnswer() {
        Map<String, Object> request = Map.of("name", "lost-answer");
        Response lost = json(keyed(), request).post("/organizations");
        lost.then().statusCode(201);
        Response again = json(keyed(), request).post("/organizations");

        again.then().statusCode(201).body("owner", equalTo(lost.path("owner")));
        Api.as(again.path("token"))
                .get("/organizations/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("lost-answer"))
                .body("role", equalTo("owner"));
    }

    @Test
    void anotherTokenOfTheSameUserIsShownNoSecret() {
        Tenants.Founded tenant = Tenants.found("two-tokens");
        String path = "/organizations/two-tokens/tokens";
        String lesser = json(
                        Api.as(tenant.token()),
                        Map.of("name", "lesser", "scopes", List.of("admin"), "user_id", tenant.user()))
                .post(path)
                .path("token");
        Map<String, Object> mighty = Map.of("name", "mighty", "scopes", List.of("publish"));
        json(Api.as(tenant.token()).header(HEADER, key), mighty)
                .post(path)
                .then()
                .statusCode(201);

        json(Api.as(lesser).header(HEADER, key), mighty)
                .post(path)
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
    }

    @Test
    void aPublicationIsKnownByItsContent() {
        byte[] code = Packages.hello("once");
        Response first = publish(code, "1.0.0");
        first.then().statusCode(202);

        // The form has another boundary, so other bytes.
        publish(code, "1.0.0").then().statusCode(202).body("", equalTo(first.path("")));
        publish(code, "1.0.1").then().statusCode(422).body("code", equalTo("idempotency_key_reused"));
        publish(Packages.hello("other"), "1.0.0").then().statusCode(422);
    }

    @Test
    void anInstallationIsAnsweredAsBeforeWithItsTag() {
        Api.release("acme/kept-by-key", "1.0.0");
        Response first =
                json(keyed(), Map.of("provider_name", "acme/kept-by-key")).post("/providers/install");
        first.then().statusCode(202);
        Response again =
                json(keyed(), Map.of("provider_name", "acme/kept-by-key")).post("/providers/install");

        again.then().statusCode(202).header("Idempotency-Replayed", "true").header("ETag", first.header("ETag"));
        assertThat(again.asString()).isEqualTo(first.asString());
    }

    @Test
    void manyAtOnceAreDoneOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(8)) {
            Callable<Response> request = () -> publisher("7", keyed());
            List<Response> answers = new ArrayList<>();
            for (Future<Response> answer : threads.invokeAll(java.util.Collections.nCopies(16, request))) {
                answers.add(answer.get());
            }

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.statusCode()).isIn(201, 409));
            assertThat(answers.stream()
                            .filter(answer -> answer.statusCode() == 409)
                            .map(answer -> answer.<String>path("code")))
                    .containsOnly("idempotency_key_in_use");
            assertThat(answers.stream()
                            .filter(answer -> answer.statusCode() == 201)
                            .map(Response::asString))
                    .isNotEmpty()
                    .containsOnly(publisher("7", keyed()).asString());
        }
    }

    /** The database ends the connection in the middle, as it does when the process behind it dies. */
    @Test
    void whatDiesInTheMiddleIsDoneByTheSameKey() throws Exception {
        Tenants.Founded tenant = Tenants.found("dies");
        try (Connection other = database.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select 1 from organization where name = 'dies' for update");
            CompletableFuture<Response> dying = new CompletableFuture<>();
            Thread.ofPlatform().start(() -> dying.complete(member(tenant)));
            await("it holds its key and waits for the organization")
                    .atMost(Duration.ofSeconds(20))
                    .until(() ->
                            select("select count(distinct pid) from" + HOLDERS).equals("1"));
            member(tenant).then().statusCode(409).body("code", equalTo("idempotency_key_in_use"));
            select("select bool_and(pg_terminate_backend(pid)) from" + HOLDERS);
            assertThat(dying.get().statusCode()).isGreaterThanOrEqualTo(500);
        }
        assertThat(count()).as("nothing is left of it").isZero();

        Response done = member(tenant);
        done.then().statusCode(201);
        assertThat(member(tenant).asString()).isEqualTo(done.asString());
        assertThat(select("select count(*) from member where organization = 'dies'"))
                .isEqualTo("2");
    }

    private Response member(Tenants.Founded tenant) {
        return json(Api.as(tenant.token()).header(HEADER, key), Map.of("name", "Ada", "role", "viewer"))
                .post("/organizations/dies/members");
    }

    private static List<ApiOperation> posts() {
        return ContractFilter.contract().operations().stream()
                .filter(operation -> operation.method().equals("POST") && !WITHOUT.contains(operation.id()))
                .toList();
    }

    private Response send(ApiOperation operation, String withKey) {
        return OperationRequest.send(operation, Api.as(Tokens.ACME).header(HEADER, withKey), "acme", "posted");
    }

    private static void expect(
            List<String> deviations, ApiOperation operation, Response answer, int status, String code) {
        if (answer.statusCode() != status || !code.equals(answer.path("code"))) {
            deviations.add(operation.id() + ": " + code + " expected, not " + answer.asString());
        }
    }

    private RequestSpecification keyed() {
        return Api.as(Tokens.ACME).header(HEADER, key);
    }

    private static RequestSpecification json(RequestSpecification request, Map<String, Object> body) {
        return request.contentType("application/json").body(body);
    }

    private static Response publisher(String repository, RequestSpecification request) {
        return json(
                        request,
                        Map.of(
                                "issuer",
                                io.slipway.registry.support.OidcTokens.issuer(),
                                "repository_id",
                                "9" + repository,
                                "workflow",
                                "release.yml"))
                .post("/providers/acme/keyed/publishers");
    }

    private Response publish(byte[] code, String version) {
        return keyed().multiPart("code", "package.tar.gz", code, "application/gzip")
                .multiPart("version", version)
                .post("/providers/acme/keyed/publish");
    }

    private void remember(String actor, String fingerprint) throws SQLException {
        execute("insert into kept_answer values ('acme', '%s', '%s', '%s', 200, null, '{}', now() + interval '1 hour')"
                .formatted(actor, key, fingerprint));
    }

    private void lock(Connection connection, String actor) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            long lock = new KeyedRequest("acme", actor, key, "").lock();
            statement.execute("select pg_advisory_xact_lock(" + lock + ")");
        }
    }

    private long count() throws SQLException {
        return Long.parseLong(select("select count(*) from kept_answer where key like '" + key + "%'"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String select(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
