package io.slipway.registry.custom;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

/** Environments of custom providers: many, deleted ones, and those that something is missing in. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class CustomEnvironmentTest {
    private static final int MANY = 105;

    @Test
    void whatIsInManyEnvironmentsIsShownInThoseWhereItIs() {
        Api.release("acme/everywhere", "1.0.0");
        String id = "cpr_"
                + Api.as(Tokens.ACME)
                        .get("/providers/acme/everywhere")
                        .<String>path("id")
                        .substring(4);
        for (int i = 0; i < MANY; i++) {
            Tenants.environment(Tokens.ACME, "every-" + i);
            Api.as(Tokens.ACME)
                    .contentType("application/json")
                    .body(Map.of("provider_name", "acme/everywhere", "environment", "every-" + i))
                    .post("/providers/install")
                    .then()
                    .statusCode(202);
        }
        Response all = Customs.get("/" + id + "/environments?limit=100&order=asc");
        all.then().body("items", hasSize(100), "pagination.has_more_after", equalTo(true));
        Customs.get("/" + id + "/environments?limit=100&order=asc&after="
                        + Customs.ids(all).getLast())
                .then()
                .body("items", hasSize(MANY - 100));

        String last = "every-" + (MANY - 1);
        Map<String, Object> body =
                Customs.source(Tokens.ACME, "acme/everywhere", "2.0.0", Packages.hello("everywhere two"));
        body.put("environments", List.of(last));
        Response two = Customs.post(Tokens.ACME, "/" + id + "/versions", body);

        two.then().body("environments.environment.name", contains(last)).body("deployment.environment", equalTo(last));
        Customs.get("/" + id + "/commits").then().body("items[0].environment", equalTo(last));
    }

    @Test
    void anEnvironmentGoesWithThatOfTheOrganization() {
        String id = Customs.create(Tokens.ACME, "leaving");
        Tenants.environment(Tokens.ACME, "passing");
        String environment = Customs.post(Tokens.ACME, "/" + id + "/environments", Map.of("name", "passing"))
                .path("id");
        Map<String, Object> body = Customs.source(Tokens.ACME, "acme/leaving", "1.0.0", Packages.hello("leaving"));
        body.put("environments", List.of("passing"));
        Response version = Customs.post(Tokens.ACME, "/" + id + "/versions", body);

        delete("passing")
                .then()
                .statusCode(409)
                .body("code", equalTo("environment_in_use"))
                .body("detail", containsString(version.path("deployment.id")));
        Customs.get("/" + id + "/environments").then().body("items", hasSize(1));

        Api.as(Tokens.ACME)
                .post("/providers/acme/leaving/versions/1.0.0/cancel")
                .then()
                .statusCode(200);
        Customs.awaitDeployment(id, version.path("deployment.id"), "failed");
        delete("passing").then().statusCode(204);

        Customs.get("/" + id + "/environments").then().body("items", empty());
        Api.as(Tokens.ACME)
                .get("/custom-providers/" + id + "/environments/" + environment)
                .then()
                .statusCode(404);
        Customs.tried(
                        Tokens.ACME,
                        "/" + id + "/deployments",
                        Map.of("version_id", version.path("id"), "environment", "passing"))
                .then()
                .statusCode(422);
        Customs.get("/" + id + "/versions/" + version.path("id"))
                .then()
                .body("environments", empty())
                .body("deployment.environment", equalTo("passing"));

        Tenants.environment(Tokens.ACME, "passing");
        Customs.get("/" + id + "/environments").then().body("items", empty());
        Customs.post(Tokens.ACME, "/" + id + "/environments", Map.of("name", "passing"))
                .then()
                .body("id", equalTo(environment))
                .body("environment.current_provider_version_id", nullValue());
        Customs.get("/" + id + "/environments").then().body("items", hasSize(1));
        Customs.tried(Tokens.ACME, "/" + id + "/environments", Map.of("name", "passing"))
                .then()
                .statusCode(409);
    }

    /** As by its own face, so by that of installations: where something is installed, there is an environment. */
    @Test
    void itIsThereAgainWhenSomethingIsInstalledThere() {
        Api.release("acme/returning", "1.0.0");
        String id = "cpr_"
                + Api.as(Tokens.ACME)
                        .get("/providers/acme/returning")
                        .<String>path("id")
                        .substring(4);
        Tenants.environment(Tokens.ACME, "back-again");
        Customs.post(Tokens.ACME, "/" + id + "/environments", Map.of("name", "back-again"));
        delete("back-again").then().statusCode(204);
        Tenants.environment(Tokens.ACME, "back-again");

        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("provider_name", "acme/returning", "environment", "back-again"))
                .post("/providers/install")
                .then()
                .statusCode(202);

        Customs.get("/" + id + "/environments").then().body("items.environment.name", contains("back-again"));
    }

    @Test
    void whatAVersionRequiresIsWaitedFor() {
        String id = Customs.deployable("requiring");
        Api.release("acme/required-base", "1.0.0");
        Map<String, Object> body = Customs.source(
                Tokens.ACME, "acme/requiring", "1.0.0", Packages.requiring("requiring", List.of("acme/required-base")));
        Response version = Customs.post(Tokens.ACME, "/" + id + "/versions", body);
        Customs.build("acme/requiring", "1.0.0");
        String deployment = version.path("deployment.id");
        await().untilAsserted(() -> Customs.get("/" + id + "/deployments/" + deployment + "/logs?after=r0")
                .then()
                .body("items.text", hasItem(containsString("acme/required-base"))));
        Customs.get("/" + id + "/deployments/" + deployment).then().body("status", equalTo("deploying"));
        assertThat(Api.as(Tokens.ACME)
                        .get("/providers/installed/acme/requiring")
                        .statusCode())
                .isEqualTo(404);

        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("provider_name", "acme/required-base"))
                .post("/providers/install")
                .then()
                .statusCode(202);
        Customs.serves("acme/required-base", "1.0.0", 1);

        Customs.serves("acme/requiring", "1.0.0", 1);
        Customs.awaitDeployment(id, deployment, "succeeded");
    }

    @Test
    void aVersionThatCannotBeginWithoutAConfigSaysWhatToDo() {
        String id = Customs.deployable("configless");
        Map<String, Object> body = Customs.source(
                Tokens.ACME,
                "acme/configless",
                "1.0.0",
                Packages.withConfig(Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("LIMIT", Map.of("type", "integer")),
                        "required",
                        List.of("LIMIT"))));
        Response version = Customs.post(Tokens.ACME, "/" + id + "/versions", body);
        Customs.build("acme/configless", "1.0.0");

        Customs.awaitDeployment(id, version.path("deployment.id"), "failed")
                .then()
                .body("error_code", equalTo("invalid_value"))
                .body("error_message", containsString("LIMIT"))
                .body(
                        "error_message",
                        containsString(
                                "slipway install acme/configless --version 1.0.0 --environment default --config NAME=VALUE"));

        // What it says helps: the same version is deployed from then on.
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("provider_name", "acme/configless", "version", "1.0.0", "config", Map.of("LIMIT", 7)))
                .post("/providers/install")
                .then()
                .statusCode(202);
        Customs.serves("acme/configless", "1.0.0", 1);
        Response again =
                Customs.post(Tokens.ACME, "/" + id + "/deployments", Map.of("version_id", version.<String>path("id")));
        Customs.awaitDeployment(id, again.path("id"), "succeeded");
    }

    private static Response delete(String environment) {
        return Api.as(Tokens.ACME).delete("/organizations/acme/environments/" + environment);
    }
}
