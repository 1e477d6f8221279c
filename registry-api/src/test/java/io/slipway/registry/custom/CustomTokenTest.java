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
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** A token of one provider, such as CI has, does by this face what it does by the other one. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class CustomTokenTest {

    @Test
    void itMakesVersionsOfItsProviderAndOfNoOther() {
        String id = Customs.deployable("of-ci");
        String other = Customs.deployable("not-of-ci");
        String ci = token("acme/of-ci", "read", "publish");

        list(ci).then().statusCode(200).body("items.id", contains(id));
        Map<String, Object> body = Customs.source(ci, "acme/of-ci", "1.0.0", Packages.hello("of ci"));
        Response made = Customs.post(ci, "/" + id + "/versions", body);
        made.then().body("deployment", nullValue());
        for (String path : List.of("", "/versions", "/environments", "/deployments", "/commits")) {
            Api.as(ci).get("/custom-providers/" + id + path).then().statusCode(200);
            refused(Api.as(ci).get("/custom-providers/" + other + path));
        }
        refused(Customs.tried(ci, "/" + other + "/versions", body));
        refused(Api.as(ci).delete("/custom-providers/" + other));
        refused(Customs.tried(ci, "", Map.of("name", "another-of-ci")));

        Customs.tried(ci, "/" + id + "/deployments", Map.of("version_id", made.path("id")))
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void withTheScopeInstallItDeploysThem() {
        String id = Customs.deployable("ci-deploys");
        String other = Customs.deployable("ci-not-here");
        String ci = token("acme/ci-deploys", "read", "publish", "install");
        Response made = Customs.post(
                ci,
                "/" + id + "/versions",
                Customs.source(ci, "acme/ci-deploys", "1.0.0", Packages.hello("ci deploys")));
        made.then().body("deployment.environment", equalTo("default"));
        Customs.build("acme/ci-deploys", "1.0.0");
        Customs.serves("acme/ci-deploys", "1.0.0", 1);
        Customs.awaitDeployment(id, made.path("deployment.id"), "succeeded");

        refused(Customs.tried(ci, "/" + other + "/deployments", Map.of("version_id", "cpv_x")));
        refused(Customs.tried(ci, "/" + other + "/commits", Map.of("type", "rollback")));
        refused(Customs.tried(ci, "/" + other + "/commits", Map.of("type", "merge", "version_id", "cpv_x")));
        refused(Customs.tried(ci, "/" + other + "/environments", Map.of("name", "default")));
    }

    @Test
    void oneOfAnotherOrganizationsProviderSeesNoneHere() {
        Api.release(Tokens.GLOBEX, "globex/elsewhere", "1.0.0");
        String id = Customs.deployable("unseen-by-ci");
        String ci = token("globex/elsewhere", "read", "publish", "install");

        list(ci).then().statusCode(200).body("items", empty());
        refused(Api.as(ci).get("/custom-providers/" + id));
    }

    private static Response list(String token) {
        return Api.as(token).get("/custom-providers?limit=100");
    }

    private static void refused(Response answer) {
        answer.then().statusCode(403).body("code", equalTo("token_restricted"));
    }

    private static String token(String provider, String... scopes) {
        return Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("name", "ci", "provider", provider, "scopes", List.of(scopes)))
                .post("/organizations/acme/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");
    }
}
