package io.slipway.registry.contract;

import java.util.ArrayList;
import java.util.List;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** Whoever sends too much is told to wait, by every operation; and what only configuration turns on: pages of other origins. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(
        value = Setup.class,
        initArgs = {
            @ResourceArg(name = "slipway.rate-limits.reads", value = RateLimitTest.FEW),
            @ResourceArg(name = "slipway.rate-limits.changes", value = RateLimitTest.FEW),
            @ResourceArg(name = "slipway.rate-limits.anonymous", value = RateLimitTest.FEW),
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
        assertThat(exposed).contains("ETag", "Link", "RateLimit", "Idempotency-Replayed", "X-Request-Id");
        RestAssured.given()
                .header("Authorization", "Bearer " + Tokens.ACME)
                .header("Origin", "https://elsewhere.example.org")
                .get("/organizations/me")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    private static void expect(List<String> deviations, ApiOperation operation, Response answer, boolean asStated) {
        if (!asStated) {
            deviations.add(operation.id() + " " + answer.statusCode() + " " + answer.headers());
        }
    }
}
