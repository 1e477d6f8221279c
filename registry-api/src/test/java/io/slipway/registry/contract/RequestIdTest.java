package io.slipway.registry.contract;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.OidcTokens;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

/** Every answer names its request: as the sender did, when that can be trusted in a log. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class RequestIdTest {
    private static final String HEADER = "X-Request-Id";
    private static final String MADE = "req_[0-9A-Za-z]{22}";
    private static final String MINE = "job-17:a/b+c=d~e._f";

    @Test
    void everyOperationAnswersWithIt() {
        for (ApiOperation operation : ContractFilter.contract().operations()) {
            Response answer =
                    OperationRequest.send(operation, Api.as("slp_nobody").header(HEADER, "job-17"), "acme", "nothing");

            assertThat(answer.header(HEADER)).as(operation.id()).isEqualTo("job-17");
            if (answer.statusCode() >= 400) {
                assertThat(answer.<String>path("request_id")).as(operation.id()).isEqualTo("job-17");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "{}", "a;b", "<script>", "%0d%0aSet-Cookie", "\u00e9", "\""})
    void aHostileOneIsReplaced(String hostile) {
        assertThat(Api.as(Tokens.ACME).header(HEADER, hostile).get("/nothing").header(HEADER))
                .matches(MADE);
    }

    @Test
    void neitherALongOneNorTwoAreTaken() {
        assertThat(Api.as(Tokens.ACME)
                        .header(HEADER, "x".repeat(10_000))
                        .get("/nothing")
                        .header(HEADER))
                .matches(MADE);
        assertThat(Api.as(Tokens.ACME)
                        .header(HEADER, "x".repeat(129))
                        .get("/nothing")
                        .header(HEADER))
                .matches(MADE);
        Headers two = new Headers(List.of(new Header(HEADER, "one"), new Header(HEADER, "two")));
        assertThat(Api.as(Tokens.ACME).headers(two).get("/nothing").header(HEADER))
                .matches(MADE);
    }

    @Test
    void everyKindOfAnswerHasIt() {
        Api.release("acme/identified", "1.0.0");
        String version = "/providers/acme/identified/versions/1.0.0";
        Api.as(Tokens.ACME).get(version).then().statusCode(200);
        Map<String, Response> answers = new LinkedHashMap<>();
        answers.put("200", mine().get(version));
        answers.put("302", mine().redirects().follow(false).get(version + "/download"));
        String signed = answers.get("302").header("Location");
        answers.put(
                "a file",
                RestAssured.given()
                        .urlEncodingEnabled(false)
                        .header(HEADER, MINE)
                        .get(signed));
        answers.put("304", mine().header("If-None-Match", "*").get(version));
        answers.put("400", mine().contentType("application/json").body("{").post("/providers/install"));
        answers.put("401", RestAssured.given().header(HEADER, MINE).get("/providers"));
        answers.put("404 of no route", mine().get("/no/such/path"));
        answers.put("405", mine().put("/organizations/me"));
        answers.put(
                "413",
                mine().contentType("application/json")
                        .body("x".repeat(2_000_000))
                        .post("/providers/install"));
        answers.put("414", mine().queryParam("x", "x".repeat(9_000)).get("/providers"));
        answers.put("431", mine().header("X-Long", "x".repeat(17_000)).get("/providers"));
        answers.put("HEAD", mine().head(version));

        answers.forEach(
                (kind, answer) -> assertThat(answer.header(HEADER)).as(kind).isEqualTo(MINE));
    }

    /** Half of a stream is read: it has no end. */
    @Test
    void soDoStreamsAndFaultsAndTheirLinesInTheLog() throws Exception {
        Response building = Api.publish(Tokens.ACME, "acme/streamed", "1.0.0", Packages.hello("streamed"));
        String logs = "/internal/builds/" + building.path("build_id") + "/logs?after=";
        Api.peerAnswers(logs + "0&limit=500", "{\"items\":[],\"complete\":false}");
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + RestAssured.port + "/providers/acme/streamed/versions/1.0.0/logs"))
                .header("Authorization", "Bearer " + Tokens.ACME)
                .header("Accept", "text/event-stream")
                .header(HEADER, MINE)
                .build();
        HttpClient client = CheckedClient.create();
        HttpResponse<InputStream> stream = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.body().read()).isPositive();
        assertThat(stream.headers().firstValue(HEADER)).contains(MINE);
        client.shutdownNow();

        Api.peerAnswers(logs + "0&limit=500", "no JSON");
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler listener = listener(lines);
        Logger.getLogger("io.slipway.registry").addHandler(listener);
        try {
            Response fault =
                    Api.as(Tokens.ACME).header(HEADER, "faulty-1").get("/providers/acme/streamed/versions/1.0.0/logs");

            fault.then().body("request_id", equalTo("faulty-1"));
            assertThat(fault.statusCode()).isGreaterThanOrEqualTo(500);
            assertThat(fault.header(HEADER)).isEqualTo("faulty-1");
            // This one is logged: what exists is found by the database alone.
            Response twice = publisherTwice("faulty-2");
            assertThat(twice.statusCode()).isEqualTo(409);
            assertThat(lines).anyMatch(line -> line.startsWith("faulty-2 request failed"));
        } finally {
            Logger.getLogger("io.slipway.registry").removeHandler(listener);
        }
    }

    @Test
    void eachRequestGetsAnother() {
        assertThat(Api.as(Tokens.ACME).get("/organizations/me").header(HEADER))
                .matches(MADE)
                .isNotEqualTo(Api.as(Tokens.ACME).get("/organizations/me").header(HEADER));
    }

    private static RequestSpecification mine() {
        return Api.as(Tokens.ACME).header(HEADER, MINE);
    }

    private static Response publisherTwice(String id) {
        Map<String, Object> publisher =
                Map.of("issuer", OidcTokens.issuer(), "repository_id", "17", "workflow", "release.yml");
        Response last = null;
        for (int sent = 0; sent < 2; sent++) {
            last = Api.as(Tokens.ACME)
                    .header(HEADER, id)
                    .contentType("application/json")
                    .body(publisher)
                    .post("/providers/acme/identified-twice/publishers");
        }
        return last;
    }

    /** Keeps the id that a line has, and the line. */
    private static Handler listener(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                String id = line instanceof ExtLogRecord known ? known.getMdc("requestId") : null;
                lines.add(id + " "
                        + (line instanceof ExtLogRecord known ? known.getFormattedMessage() : line.getMessage()));
            }

            @Override
            public void flush() {
                // Nothing waits.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
