package io.slipway.registry.organization;

import java.util.List;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class OrganizationTest {

    @Test
    void aTokenTellsWhoseItIs() {
        Api.as(Tokens.GLOBEX)
                .get("/organizations/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("globex"))
                .body("id", matchesPattern("org_[0-9A-Za-z]{22}"))
                .body("scopes", equalTo(List.of("read", "publish", "install", "admin")));
    }

    @Test
    void theApiDescribesItself() {
        String description =
                RestAssured.given().accept("application/json").get("/openapi").asString();

        assertThat(description)
                .contains("\"openapi\" : \"3.1.0\"")
                .contains("/providers/{org}/{name}/publish")
                .contains("application/problem+json")
                .doesNotContain("/internal/");
    }
}
