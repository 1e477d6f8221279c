package io.slipway.registry.custom;

import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.equalTo;

/** What another request has ended, and what was deleted. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class CustomEndsTest {

    @Test
    void aVersionThatWasOvertakenByHandHasNotFailed() {
        String id = Customs.deployable("overtaken-by-hand");
        String provider = "acme/overtaken-by-hand";
        serving(id, provider);
        String two = rolling(id, provider);

        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("version", "1.0.0"))
                .post("/providers/installed/" + provider + "/downgrade")
                .then()
                .statusCode(202);

        ended(id, two, "superseded");
    }

    @Test
    void norOneThatWasUninstalledOnItsWay() {
        String id = Customs.deployable("removed-by-hand");
        String provider = "acme/removed-by-hand";
        serving(id, provider);
        String two = rolling(id, provider);

        Api.as(Tokens.ACME).delete("/providers/installed/" + provider).then().statusCode(202);

        ended(id, two, "uninstalled");
    }

    @Test
    void aDeletedVersionIsGone() {
        String id = Customs.create(Tokens.ACME, "deleted-here");
        String version = Customs.version(id, "acme/deleted-here", "1.0.0", null).path("id");
        Customs.build("acme/deleted-here", "1.0.0");
        Customs.awaitStatus(id, version, "deployment_succeeded");
        Api.as(Tokens.ACME)
                .delete("/providers/acme/deleted-here/versions/1.0.0")
                .then()
                .statusCode(204);

        Api.as(Tokens.ACME)
                .get("/custom-providers/" + id + "/versions/" + version)
                .then()
                .statusCode(410)
                .body("code", equalTo("gone"));
        Api.as(Tokens.ACME)
                .get("/custom-providers/" + id + "/versions/" + version.replace(version.substring(8), "nothing"))
                .then()
                .statusCode(404);
    }

    private static void serving(String id, String provider) {
        String version = Customs.version(id, provider, "1.0.0", null).path("id");
        Customs.build(provider, "1.0.0");
        Customs.serves(provider, "1.0.0", 1);
        Customs.awaitStatus(id, version, "deployment_succeeded");
    }

    private static String rolling(String id, String provider) {
        String version = Customs.version(id, provider, "2.0.0", null).path("id");
        Customs.build(provider, "2.0.0");
        Customs.awaitInstalled(provider, "2.0.0");
        Customs.awaitStatus(id, version, "deploying");
        return version;
    }

    private static void ended(String id, String version, String code) {
        Customs.awaitStatus(id, version, "deployment_succeeded")
                .then()
                .body("deployment.status", equalTo("failed"))
                .body("deployment.error_code", equalTo(code));
    }
}
