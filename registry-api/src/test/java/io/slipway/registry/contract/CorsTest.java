package io.slipway.registry.contract;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Guarded;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.nullValue;

/** What a browser is told when the operator lets pages of one origin in. */
@QuarkusTest
@TestProfile(Guarded.class)
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class CorsTest {
    @Test
    void aPageOfTheOriginMayAskAndReadTheAnswersHeaders() {
        from(Guarded.CONSOLE, Api.as(Tokens.ACME))
                .get("/providers")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", Guarded.CONSOLE)
                .header("Access-Control-Expose-Headers", containsString("X-Request-Id"))
                .header("Access-Control-Allow-Credentials", "false");
        from(Guarded.CONSOLE, Api.as(Tokens.ACME)).head("/providers").then().statusCode(200);
    }

    @Test
    void itIsToldSoBeforeItSendsAToken() {
        from(Guarded.CONSOLE, RestAssured.given())
                .header("Access-Control-Request-Method", "PATCH")
                .header("Access-Control-Request-Headers", "authorization,if-match")
                .options("/providers/acme/hello")
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Methods", containsString("PATCH"))
                .header("Access-Control-Allow-Headers", containsString("If-Match"));
    }

    @Test
    void otherPagesAreRefused() {
        from("https://console.example.org.evil.example", Api.as(Tokens.ACME))
                .get("/providers")
                .then()
                .statusCode(403)
                .header("Access-Control-Allow-Origin", nullValue());
    }

    private static RequestSpecification from(String origin, RequestSpecification request) {
        return request.header("Origin", origin);
    }
}
