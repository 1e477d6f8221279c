package io.slipway.registry.problem;

import java.util.stream.Stream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ProblemTest {

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of("no such route", "GET", "/nothing", "*/*", 404, "not_found"),
                Arguments.of("no such provider", "GET", "/providers/acme/none", "*/*", 404, "not_found"),
                Arguments.of("no such method", "DELETE", "/organizations/me", "*/*", 405, "method_not_allowed"),
                Arguments.of("not in this form", "GET", "/organizations/me", "image/png", 406, "not_acceptable"),
                Arguments.of("a limit too high", "GET", "/providers?limit=101", "*/*", 422, "invalid_value"),
                Arguments.of("a limit that is none", "GET", "/providers?limit=x", "*/*", 422, "invalid_value"),
                Arguments.of("an unknown order", "GET", "/providers?order=up", "*/*", 422, "invalid_value"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void everyErrorIsAProblem(String reason, String method, String path, String accept, int status, String code) {
        Api.as(Tokens.ACME)
                .accept(accept)
                .request(method, path)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:slipway:problem:" + code))
                .body("title", not(blankOrNullString()))
                .body("status", equalTo(status))
                .body("detail", not(blankOrNullString()))
                .body("code", equalTo(code))
                .body("trace_id", matchesPattern("[0-9a-f]{32}"));
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("an unknown field", "{\"colour\":1}", "unknown_field", "/colour"),
                Arguments.of("a wrong type", "{\"provider_name\":5}", "malformed_request", "/provider_name"),
                Arguments.of("half of it", "{\"provider_name\":", "malformed_request", ""),
                Arguments.of("something after it", "{} {}", "malformed_request", ""),
                Arguments.of(
                        "a field twice",
                        "{\"provider_name\":\"acme/a\",\"provider_name\":\"acme/a\"}",
                        "malformed_request",
                        ""),
                Arguments.of(
                        "a field twice, further in", "{\"config\":{\"A\":1,\"A\":1}}", "malformed_request", "/config"),
                Arguments.of(
                        "a number of 101 digits",
                        "{\"config\":{\"A\":" + "9".repeat(101) + "}}",
                        "malformed_request",
                        "/config"),
                Arguments.of(
                        "a name of 1,001 characters",
                        "{\"config\":{\"" + "a".repeat(1_001) + "\":1}}",
                        "malformed_request",
                        "/config"),
                Arguments.of(
                        "101 levels",
                        "{\"config\":{\"A\":" + "[".repeat(99) + "]".repeat(99) + "}}",
                        "malformed_request",
                        "/config"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void anUnreadableBodyIsAProblemWithItsPlace(String reason, String body, String code, String pointer) {
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(body)
                .post("/providers/install")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("errors[0].field", equalTo(pointer))
                .body("errors[0].message", not(containsString("slipway")));
    }

    /** What is wrong then is that there is no such provider. */
    @Test
    void whatIsJustAllowedIsRead() {
        String longest = "{\"provider_name\":\"acme/none\",\"config\":{\"A\":%s,\"%s\":1,\"B\":%s%s}}"
                .formatted("9".repeat(100), "a".repeat(1_000), "[".repeat(98), "]".repeat(98));

        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(longest)
                .post("/providers/install")
                .then()
                .statusCode(not(equalTo(400)));
    }

    @Test
    void withoutATokenThereIsNothing() {
        RestAssured.given()
                .get("/providers")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("code", equalTo("unauthenticated"));
        String wrongCheckDigit = Tokens.ACME.substring(0, Tokens.ACME.length() - 1) + "x";
        Api.as(wrongCheckDigit).get("/providers").then().statusCode(401);
    }
}
