package io.slipway.registry.provider;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Guarded;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Shares;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;

/** Where the operator wants it so, nothing is public by its first publish. */
@QuarkusTest
@TestProfile(Guarded.class)
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class FirstVisibilityTest {

    @Test
    void aNewProviderIsAsTheOperatorSays() {
        Api.release("acme/first-private", "1.0.0");

        Api.as(Tokens.ACME).get("/providers/acme/first-private").then().body("visibility", equalTo("private"));
        Api.as(Tokens.GLOBEX).get("/providers/acme/first-private").then().statusCode(404);

        Shares.visibility(Tokens.ACME, "acme/first-private", "public").statusCode(200);
        Api.release("acme/first-private", "1.1.0");
        Api.version(Tokens.GLOBEX, "acme/first-private", "1.1.0").statusCode(200);
    }
}
