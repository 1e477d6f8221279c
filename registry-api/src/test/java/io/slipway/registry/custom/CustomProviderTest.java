package io.slipway.registry.custom;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.RolloutEvent;
import io.slipway.registry.installation.Outcomes;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** A custom provider from its making to its rollback, with builder and deployer played by the test. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class CustomProviderTest {

    @Test
    void fromTheFirstVersionToTheTruePredecessor() {
        String id = Customs.deployable("greeter");
        Customs.get("/" + id).then().body("provider_id", nullValue(), "name", equalTo("greeter"));

        Response first = Customs.version(id, "acme/greeter", "1.0.0", "v1.0.0");
        first.then()
                .body("index", equalTo(1))
                .body("identifier", equalTo("v1.0.0"))
                .body("version", equalTo("1.0.0"))
                .body("status", equalTo("queued"))
                .body("provider_id", nullValue())
                .body("deployment.status", equalTo("queued"))
                .body("deployment.commit.type", equalTo("create"))
                .body("deployment.commit.message", equalTo("Version 1.0.0"))
                .body("environments", hasSize(1))
                .body("environments[0].environment.instance_id", nullValue())
                .body("actor.type", equalTo("external"));
        String one = first.path("id");

        start("acme/greeter", "1.0.0");
        Customs.awaitStatus(id, one, "deploying").then().body("deployment.status", equalTo("deploying"));
        Customs.build("acme/greeter", "1.0.0");
        Customs.serves("acme/greeter", "1.0.0", 1);
        Customs.awaitStatus(id, one, "deployment_succeeded")
                .then()
                .body("deployment.status", equalTo("succeeded"))
                .body("provider_id", equalTo("pro_" + id.substring(4)))
                .body("environments[0].environment.current_provider_version_id", equalTo("prv_" + one.substring(4)))
                .body("environments[0].environment.instance_id", startsWith("ins_"));

        String two = released(id, "2.0.0", 2);
        String three = released(id, "3.0.0", 3);
        Response back =
                Customs.post(Tokens.ACME, "/" + id + "/commits", Map.of("type", "rollback", "message", "It leaks"));
        back.then()
                .body("type", equalTo("rollback"))
                .body("from_version_id", equalTo(three))
                .body("to_version_id", equalTo(two));
        Customs.serves("acme/greeter", "2.0.0", 4);
        String last = Customs.ids(Customs.get("/" + id + "/deployments")).getFirst();
        Customs.awaitDeployment(id, last, "succeeded").then().body("commit.type", equalTo("rollback"));
        Customs.get("/" + id + "/versions/" + three).then().body("status", equalTo("deployment_succeeded"));

        // What was left by a rollback is no predecessor: before 2.0.0 there was 1.0.0, before 4.0.0 there was 2.0.0.
        String four = released(id, "4.0.0", 5);
        // A pipeline that ran twice: what serves is no way back from itself.
        Customs.post(Tokens.ACME, "/" + id + "/commits", Map.of("type", "merge", "version_id", four));
        settled(id);
        Customs.post(Tokens.ACME, "/" + id + "/commits", Map.of("type", "rollback"))
                .then()
                .body("from_version_id", equalTo(four))
                .body("to_version_id", equalTo(two));
        Customs.serves("acme/greeter", "2.0.0", 6);
        settled(id);
        Customs.post(Tokens.ACME, "/" + id + "/commits", Map.of("type", "rollback"))
                .then()
                .body("to_version_id", equalTo(one));
        Customs.serves("acme/greeter", "1.0.0", 7);
        settled(id);
        Customs.tried(Tokens.ACME, "/" + id + "/commits", Map.of("type", "rollback"))
                .then()
                .statusCode(409);
        Customs.get("/" + id + "/commits?limit=100&order=asc")
                .then()
                .body(
                        "items.type",
                        equalTo(List.of(
                                "create", "merge", "merge", "rollback", "merge", "merge", "rollback", "rollback")));
    }

    /** The last deployment. */
    private static void settled(String id) {
        Customs.awaitDeployment(
                id, Customs.ids(Customs.get("/" + id + "/deployments")).getFirst(), "succeeded");
    }

    private static String released(String id, String number, int told) {
        String version = Customs.version(id, "acme/greeter", number, null).path("id");
        Customs.build("acme/greeter", number);
        Customs.serves("acme/greeter", number, told);
        Customs.awaitStatus(id, version, "deployment_succeeded");
        return version;
    }

    private static void start(String provider, String number) {
        Response version = Api.version(Tokens.ACME, provider, number).extract().response();
        BuildState done = Api.succeeded(version, provider, number, 2);
        BuildState started = new BuildState(
                done.buildId(),
                done.versionId(),
                provider,
                number,
                2,
                BuildState.Status.running,
                done.sourceHash(),
                1,
                null,
                null,
                null,
                null,
                done.createdAt(),
                done.startedAt(),
                null);
        Kafka.send(new BuildEvent.BuildStarted(started), started);
    }

    @Test
    void aBuildThatFailsEndsWhatWaitsForIt() {
        String id = Customs.deployable("breaks");
        Response version = Customs.version(id, "acme/breaks", "1.0.0", null);
        version.then().body("identifier", nullValue());
        BuildState build = Api.failed(
                Api.version(Tokens.ACME, "acme/breaks", "1.0.0").extract().response(), "acme/breaks", "1.0.0");
        Kafka.send(new BuildEvent.BuildFailed(build), build);

        Customs.awaitStatus(id, version.path("id"), "deployment_failed");
        Customs.awaitDeployment(id, version.path("deployment.id"), "failed")
                .then()
                .body("error_code", equalTo("build_failed"));
        Customs.tried(Tokens.ACME, "/" + id + "/deployments", Map.of("version_id", version.path("id")))
                .then()
                .statusCode(409)
                .body("code", equalTo("version_not_published"));
    }

    @Test
    void aVersionThatDoesNotComeUpFailed() {
        String id = Customs.deployable("crashes");
        String version = Customs.version(id, "acme/crashes", "1.0.0", null).path("id");
        Customs.build("acme/crashes", "1.0.0");
        Response installed = Customs.awaitInstalled("acme/crashes", "1.0.0");
        InstallationOutcome outcome = Outcomes.outcome(
                installed.path("id"),
                1,
                1,
                InstallationOutcome.Phase.failed,
                Outcomes.revision(1, "1.0.0"),
                null,
                "1.0.0");
        Kafka.send(new RolloutEvent.RolloutFailed(outcome), outcome);

        Response failed = Customs.awaitStatus(id, version, "deployment_failed");
        failed.then().body("deployment.error_code", equalTo("rollout_failed"));
        Customs.get("/" + id + "/deployments/" + failed.path("deployment.id") + "/logs?after=r0")
                .then()
                .body("items.step", hasItem("rollout"), "complete", equalTo(true));
    }

    @Test
    void aLaterDeploymentTakesThePlaceOfOneThatWaits() {
        String id = Customs.deployable("overtaken");
        Response one = Customs.version(id, "acme/overtaken", "1.0.0", null);
        Response two = Customs.version(id, "acme/overtaken", "2.0.0", null);

        Customs.get("/" + id + "/deployments/" + one.path("deployment.id"))
                .then()
                .body("status", equalTo("failed"))
                .body("error_code", equalTo("superseded"))
                .body("superseded_by", equalTo(two.path("deployment.id")));
        Customs.build("acme/overtaken", "1.0.0");
        Customs.awaitStatus(id, one.path("id"), "deployment_succeeded");
        Api.as(Tokens.ACME).get("/providers/installed/acme/overtaken").then().statusCode(404);
        Customs.build("acme/overtaken", "2.0.0");
        Customs.serves("acme/overtaken", "2.0.0", 1);
        Customs.awaitStatus(id, two.path("id"), "deployment_succeeded");
    }

    @Test
    void versionsOfTheOtherFaceAreVersionsHere() {
        Api.release("acme/both-faces", "1.0.0");
        String id = Api.as(Tokens.ACME).get("/providers/acme/both-faces").path("id");
        String custom = "cpr_" + id.substring(4);

        Response versions = Customs.get("/" + custom + "/versions");
        versions.then()
                .body("items", hasSize(1))
                .body("items[0].index", equalTo(1))
                .body("items[0].identifier", equalTo("1.0.0"))
                .body("items[0].status", equalTo("deployment_succeeded"))
                .body("items[0].deployment", nullValue())
                .body("items[0].environments", hasSize(0))
                .body("items[0].actor.type", equalTo("external"));
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("provider_name", "acme/both-faces"))
                .post("/providers/install")
                .then()
                .statusCode(202);
        Customs.get("/" + custom + "/environments").then().body("items.environment.name", equalTo(List.of("default")));
        Response two = Customs.version(custom, "acme/both-faces", "1.0.1", "nightly build");
        two.then().body("index", equalTo(2)).body("version", equalTo("1.0.1"));
        Customs.build("acme/both-faces", "1.0.1");
        Customs.serves("acme/both-faces", "1.0.1", 1);
        Customs.awaitStatus(custom, two.path("id"), "deployment_succeeded");
    }

    @Test
    void aPromotionTakesWhatServes() {
        String id = Customs.deployable("promoted");
        Tenants.environment(Tokens.ACME, "production");
        Customs.post(Tokens.ACME, "/" + id + "/environments", Map.of("name", "production"));
        Map<String, String> merge = Map.of("type", "merge", "from_environment", "default", "environment", "production");
        Customs.tried(Tokens.ACME, "/" + id + "/commits", merge).then().statusCode(409);
        String version = Customs.version(id, "acme/promoted", "1.0.0", null).path("id");
        Customs.build("acme/promoted", "1.0.0");
        Customs.serves("acme/promoted", "1.0.0", 1);
        Customs.awaitStatus(id, version, "deployment_succeeded");

        Customs.post(Tokens.ACME, "/" + id + "/commits", merge)
                .then()
                .body("type", equalTo("merge"))
                .body("to_version_id", equalTo(version))
                .body("from_environment", equalTo("default"))
                .body("environment", equalTo("production"));
        Customs.awaitStatus(id, version, "deploying").then().body("environments", hasSize(2));
        await().untilAsserted(() -> Api.as(Tokens.ACME)
                .get("/providers/installed/acme/promoted?environment=production")
                .then()
                .statusCode(200));
    }

    @Test
    void whatARequestMayNotSay() {
        String id = Customs.deployable("refuses");
        Map<String, Object> good = Customs.source(Tokens.ACME, "acme/refuses", "1.0.0", Packages.hello("refuses"));
        for (Map<String, Object> change : List.<Map<String, Object>>of(
                Map.of("from", Map.of("type", "example_type")),
                Map.of("from", Map.of("type", "source")),
                Map.of("environments", List.of("nowhere")),
                Map.of("identifier", " "),
                Map.of("config", Map.of("schema", Map.of("type", "string"))))) {
            Map<String, Object> body = new java.util.HashMap<>(good);
            body.putAll(change);
            Customs.tried(Tokens.ACME, "/" + id + "/versions", body).then().statusCode(422);
        }
        Customs.tried(Tokens.ACME, "", Map.of("name", "refuses")).then().statusCode(409);
        Customs.tried(Tokens.ACME, "/" + id + "/environments", Map.of("name", "default"))
                .then()
                .statusCode(409);
        Customs.tried(Tokens.ACME, "/" + id + "/environments", Map.of("name", "unheard"))
                .then()
                .statusCode(404);
        assertThat(Customs.ids(Customs.get("/" + id + "/versions"))).isEmpty();
        Customs.post(Tokens.ACME, "/" + id + "/versions", good).then().body("index", equalTo(1));
        Customs.tried(Tokens.ACME, "/" + id + "/versions", good).then().statusCode(409);
    }

    /** The config that a version's maker gives stands in for the package's own. */
    @Test
    void aVersionMayHaveAnotherConfigThanItsPackage() {
        String id = Customs.deployable("configured");
        Map<String, Object> body =
                Customs.source(Tokens.ACME, "acme/configured", "1.0.0", Packages.hello("configured"));
        body.put(
                "config",
                Map.of(
                        "schema",
                        Map.of(
                                "properties",
                                Map.of("LIMIT", Map.of("type", "integer")),
                                "required",
                                List.of("LIMIT"))));
        Response version = Customs.post(Tokens.ACME, "/" + id + "/versions", body);
        Customs.build("acme/configured", "1.0.0");

        Customs.awaitStatus(id, version.path("id"), "deployment_failed")
                .then()
                .body("deployment.error_code", equalTo("invalid_value"));
    }
}
