package io.slipway.registry.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** Whoever sends too much is told to wait, by every operation; and what only configuration turns on: pages of other origins. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(
        value = Setup.class,
        initArgs = {
            @ResourceArg(name = "slipway.rate-limits.reads", value = RateLimitTest.FEW),
            @ResourceArg(name = "slipway.rate-limits.changes", value = RateLimitTest.FEW),
            @ResourceArg(name = "slipway.rate-limits.searches", value = RateLimitTest.FEW),
            @ResourceArg(name = "slipway.rate-limits.builds", value = RateLimitTest.FEW),
            @ResourceArg(name = "slipway.rate-limits.anonymous", value = RateLimitTest.FEW),
            @ResourceArg(name = "slipway.rate-limits.organization-share", value = "2"),
            @ResourceArg(name = "quarkus.http.cors.enabled", value = "true"),
            @ResourceArg(name = "quarkus.http.cors.origins", value = RateLimitTest.CONSOLE)
        })
class RateLimitTest {
    static final String FEW = "100";
    static final String CONSOLE = "https://console.example.org";
    private static final int TOO_MANY = 200;

    @Test
    void everyOperationSaysWhatIsLeftAndThenRefuses() {
        List<ApiOperation> operations = ContractFilter.contract().operations();
        List<String> deviations = new ArrayList<>();
        for (ApiOperation operation : operations) {
            Response answer = OperationRequest.send(operation, Api.as(Tokens.ACME), "acme", "limited");
            expect(
                    deviations,
                    operation,
                    answer,
                    String.valueOf(answer.header("RateLimit-Policy")).matches("\"[a-z]+\";q=100;w=60")
                            && String.valueOf(answer.header("RateLimit")).matches("\"[a-z]+\";r=\\d+;t=\\d+"));
        }
        for (ApiOperation operation : operations) {
            Response answer = null;
            for (int sent = 0; sent <= TOO_MANY && (answer == null || answer.statusCode() != 429); sent++) {
                answer = OperationRequest.send(operation, Api.as(Tokens.GLOBEX), "acme", "limited");
            }
            int wait = Integer.parseInt(String.valueOf(answer.header("Retry-After")));
            expect(
                    deviations,
                    operation,
                    answer,
                    answer.statusCode() == 429 && wait >= 1 && "rate_limited".equals(answer.path("code")));
        }

        assertThat(deviations).isEmpty();
        // Others have their own share.
        Api.as(Tokens.ACME).get("/organizations/me").then().statusCode(200);
    }

    @Test
    void anOrganizationHasNoMoreByMoreTokens() {
        Tenants.Founded many = Tenants.found("many-tokens");
        List<String> tokens = new ArrayList<>();
        for (int made = 0; made < 3; made++) {
            tokens.add(Api.as(many.token())
                    .contentType("application/json")
                    .body(Map.of("name", "one of many", "scopes", List.of("read")))
                    .post("/organizations/many-tokens/tokens")
                    .path("token"));
        }
        Response answer = null;
        for (int sent = 0; sent < 3 * TOO_MANY && (answer == null || answer.statusCode() != 429); sent++) {
            answer = Api.as(tokens.get(sent % tokens.size())).get("/organizations/me");
        }

        answer.then().statusCode(429).header("RateLimit-Policy", equalTo("\"organization-reads\";q=200;w=60"));
        assertThat(answer.<String>path("detail")).contains("organization-reads");
    }

    @Test
    void searchesAndBuildsHaveSharesOfTheirOwn() {
        String token = Tenants.found("searches-and-builds").token();
        Api.as(token).get("/providers").then().header("RateLimit-Policy", startsWith("\"searches\""));
        String provider = "searches-and-builds/none";
        Api.publish(token, provider, "1.0.0", Packages.hello("none"))
                .then()
                .header("RateLimit-Policy", startsWith("\"builds\""));
        for (String builds : List.of("upload-url", "confirm", "1.0.0/retry")) {
            Api.as(token)
                    .contentType("application/json")
                    .body("{}")
                    .post("/providers/" + provider + "/versions/" + builds)
                    .then()
                    .header("RateLimit-Policy", startsWith("\"builds\""));
        }
        Response answer = null;
        for (int sent = 0; sent < TOO_MANY && (answer == null || answer.statusCode() != 429); sent++) {
            answer = Api.as(token).get("/providers");
        }

        answer.then().statusCode(429);
        Api.as(token).get("/organizations/me").then().statusCode(200);
    }

    /** What is refused for want of a scope costs the database as much. */
    @Test
    void whatIsNotPermittedCounts() {
        String reader = Api.as(Tenants.found("readers-only").token())
                .contentType("application/json")
                .body(Map.of("name", "reader", "scopes", List.of("read")))
                .post("/organizations/readers-only/tokens")
                .path("token");
        Response answer = null;
        for (int sent = 0; sent < TOO_MANY && (answer == null || answer.statusCode() == 403); sent++) {
            answer = Api.as(reader).get("/audit");
        }

        answer.then().statusCode(429).body("code", equalTo("rate_limited"));
    }

    @Test
    void strangersShareTheirAddress() {
        for (int sent = 0; sent <= TOO_MANY; sent++) {
            RestAssured.given().get("/organizations/me");
        }

        RestAssured.given()
                .get("/organizations/me")
                .then()
                .statusCode(429)
                .header("WWW-Authenticate", nullValue())
                .body("code", equalTo("rate_limited"));
        Api.as(Tokens.ACME).get("/organizations/me").then().statusCode(200);
    }

    @Test
    void pagesOfAConfiguredOriginMayAsk() {
        RestAssured.given()
                .header("Origin", CONSOLE)
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "Authorization,If-Match,Idempotency-Key")
                .options("/providers/acme/limited")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", CONSOLE)
                .header("Access-Control-Allow-Methods", org.hamcrest.Matchers.containsString("PATCH"));
        String exposed = Api.as(Tokens.ACME)
                .header("Origin", CONSOLE)
                .get("/organizations/me")
                .header("Access-Control-Expose-Headers");
        assertThat(exposed.split(",\\s*"))
                .contains(
                        "Allow",
                        "ETag",
                        "Idempotency-Replayed",
                        "Link",
                        "Location",
                        "RateLimit",
                        "RateLimit-Policy",
                        "Retry-After",
                        "X-Request-Id");
        RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.ACME)
                .header("Origin", "https://elsewhere.example.org")
                .get("/organizations/me")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    @Test
    void aPageMayReadWhyItWasRefused() {
        Map<Integer, Response> refusals = Map.of(
                413,
                        page().contentType("application/json")
                                .body("x".repeat(2_000_000))
                                .post("/providers/install"),
                414, page().queryParam("x", "x".repeat(9_000)).get("/providers"),
                415, page().header("Content-Encoding", "gzip").get("/providers"),
                431, page().header("X-Long", "x".repeat(17_000)).get("/providers"),
                429, refusedForTooMany());
        refusals.forEach((status, refusal) -> {
            refusal.then().statusCode(status).header("Access-Control-Allow-Origin", CONSOLE);
            assertThat(refusal.header("Access-Control-Expose-Headers")).contains("Retry-After", "X-Request-Id");
            assertThat(refusal.header("Vary")).contains("Origin");
            assertThat(refusal.<String>path("code")).isNotEmpty();
        });
    }

    private static Response refusedForTooMany() {
        Response answer = null;
        for (int sent = 0; sent <= TOO_MANY && (answer == null || answer.statusCode() != 429); sent++) {
            answer = page().get("/organizations/me");
        }
        return answer;
    }

    private static RequestSpecification page() {
        return RestAssured.given().header("Origin", CONSOLE);
    }

    private static void expect(List<String> deviations, ApiOperation operation, Response answer, boolean asStated) {
        if (!asStated) {
            deviations.add(operation.id() + " " + answer.statusCode() + " " + answer.headers());
        }
    }
}
