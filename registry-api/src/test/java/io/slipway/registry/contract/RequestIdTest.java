package io.slipway.registry.contract;

import java.util.List;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every answer names its request: as the sender did, when that can be trusted in a log. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class RequestIdTest {
    private static final String HEADER = "X-Request-Id";
    private static final String MADE = "req_[0-9A-Za-z]{22}";

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
                        .header(HEADER, "x".repeat(129))
                        .get("/nothing")
                        .header(HEADER))
                .matches(MADE);
        Headers two = new Headers(List.of(new Header(HEADER, "one"), new Header(HEADER, "two")));
        assertThat(Api.as(Tokens.ACME).headers(two).get("/nothing").header(HEADER))
                .matches(MADE);
    }

    @Test
    void eachRequestGetsAnother() {
        assertThat(Api.as(Tokens.ACME).get("/organizations/me").header(HEADER))
                .matches(MADE)
                .isNotEqualTo(Api.as(Tokens.ACME).get("/organizations/me").header(HEADER));
    }
}
