package io.slipway.registry.version;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.RolloutEvent;
import io.slipway.registry.installation.Installs;
import io.slipway.registry.installation.Outcomes;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ChangeVersionTest {

    @Test
    void aFailedBuildIsTriedAgainWithTheSamePackage() {
        Response published = Api.publish(Tokens.ACME, "acme/retried", "1.0.0", Packages.hello("retried"));
        refused(post("acme/retried", "1.0.0", "retry"), 409, "version_not_failed");
        BuildState failed = Api.failed(published, "acme/retried", "1.0.0");
        Kafka.send(new BuildEvent.BuildFailed(failed), failed);
        Api.awaitStatus("acme/retried", "1.0.0", "failed");

        String again = post("acme/retried", "1.0.0", "retry")
                .statusCode(202)
                .body("status", equalTo("building"))
                .body("error_message", nullValue())
                .body("source_hash", equalTo(published.path("source_hash")))
                .extract()
                .path("build_id");

        assertThat(again).isNotEqualTo(published.path("build_id"));
        assertThat(Kafka.awaitVersionEvents("acme/retried@1.0.0", 3)
                        .getLast()
                        .data()
                        .at("/version/build_id")
                        .asText())
                .isEqualTo(again);
    }

    @Test
    void aCancelledBuildHasFailedAndItsLateResultIsNothing() {
        Response published = Api.publish(Tokens.ACME, "acme/cancelled", "1.0.0", Packages.hello("cancelled"));
        String actor = Api.as(Tokens.ACME).get("/organizations/me").path("actor");
        assertThat(actor).isNotBlank();

        post("acme/cancelled", "1.0.0", "cancel")
                .statusCode(200)
                .body("status", equalTo("failed"))
                .body("error_message", equalTo("cancelled by " + actor));
        BuildState late = Api.succeeded(published, "acme/cancelled", "1.0.0");
        Kafka.send(new BuildEvent.BuildSucceeded(late), late);
        Api.release("acme/cancelled", "1.0.1");

        Api.version(Tokens.ACME, "acme/cancelled", "1.0.0").body("status", equalTo("failed"));
        refused(post("acme/cancelled", "1.0.0", "cancel"), 409, "version_not_building");
        refused(post("acme/cancelled", "1.0.1", "cancel"), 409, "version_not_building");
    }

    @Test
    void aYankedVersionIsReadableButNoLongerLatest() {
        Api.release("acme/yanked", "1.0.0");
        Api.release("acme/yanked", "1.1.0");

        post("acme/yanked", "1.1.0", "yank", Map.of("reason", "it leaks", "level", "hide"))
                .statusCode(200)
                .body("version.status", equalTo("yanked"))
                .body("version.yank.level", equalTo("hide"))
                .body("version.yank.reason", equalTo("it leaks"))
                .body("affected.yours", equalTo(0))
                .body("affected.others", equalTo(0));

        Api.version(Tokens.GLOBEX, "acme/yanked", "1.1.0").body("status", equalTo("yanked"));
        Api.as(Tokens.GLOBEX)
                .get("/providers/acme/yanked/versions")
                .then()
                .body("items.version", equalTo(List.of("1.1.0", "1.0.0")))
                .body("items.status", equalTo(List.of("yanked", "published")));
        Response download = Api.as(Tokens.GLOBEX).get("/providers/acme/yanked/versions/1.1.0/download?redirect=false");
        download.then().statusCode(200);
        assertThat(Uploads.get(download.path("'package'.url")).body()).isEqualTo(Packages.hello("acme/yanked1.1.0"));
        Api.version(Tokens.GLOBEX, "acme/yanked", "latest").body("version", equalTo("1.0.0"));
        var told = Kafka.awaitVersionEvents("acme/yanked@1.1.0", 3).getLast();
        assertThat(told.data().path("reason").asText()).isEqualTo("yank");

        post("acme/yanked", "1.1.0", "unyank").statusCode(200).body("yank", nullValue());
        Api.version(Tokens.GLOBEX, "acme/yanked", "latest").body("version", equalTo("1.1.0"));
    }

    @Test
    void aYankNamesTheCallersInstallationsAndCountsTheOthers() {
        String own = Installs.installed("acme/affects", "manual", "1.0.0", "1.1.0");
        Api.as(Tokens.GLOBEX)
                .contentType(ContentType.JSON)
                .body(Map.of("provider_name", "acme/affects", "version", "1.0.0"))
                .post("/providers/install")
                .then()
                .statusCode(202);

        post("acme/affects", "1.1.0", "yank", Map.of("reason", "unused", "level", "move"))
                .body("affected.yours", equalTo(0))
                .body("affected.others", equalTo(0));
        post("acme/affects", "1.0.0", "yank", Map.of("reason", "used", "level", "block"))
                .body("affected.installations.id", equalTo(List.of(own)))
                .body("affected.yours", equalTo(1))
                .body("affected.others", equalTo(1));
        refused(
                Installs.install(Map.of("provider_name", "acme/affects", "version", "1.0.0", "environment", "other"))
                        .then(),
                409,
                "version_not_published");
    }

    @Test
    void hidingLetsTheVersionBeInstalledByName() {
        Api.release("acme/hidden", "1.0.0");
        post("acme/hidden", "1.0.0", "yank", Map.of("reason", "old", "level", "hide"));

        refused(Installs.install(Map.of("provider_name", "acme/hidden")).then(), 409, "no_published_version");
        Installs.install(Map.of("provider_name", "acme/hidden", "version", "1.0.0"))
                .then()
                .statusCode(202);
    }

    @Test
    void aDeprecationNamesASuccessor() {
        Api.release("acme/old", "1.0.0");
        Api.release("acme/old", "2.0.0");

        refused(
                post("acme/old", "1.0.0", "deprecate", Map.of("message", "use 3", "successor", "3.0.0")),
                422,
                "invalid_value");
        refused(
                post("acme/old", "1.0.0", "deprecate", Map.of("message", "itself", "successor", "1.0.0")),
                422,
                "invalid_value");
        post("acme/old", "1.0.0", "deprecate", Map.of("message", "use 2", "successor", "2.0.0"))
                .statusCode(200)
                .body("deprecation.message", equalTo("use 2"))
                .body("deprecation.successor", equalTo("2.0.0"))
                .body("status", equalTo("published"));
        post("acme/old", "1.0.0", "deprecate", Map.of()).body("deprecation", nullValue());
    }

    @Test
    void theActiveVersionIsFollowedInsteadOfTheHighest() {
        Api.release("acme/activated", "1.0.0");
        Api.release("acme/activated", "1.1.0");
        String url = "/providers/acme/activated/versions/active";
        refused(Api.as(Tokens.ACME).get(url).then(), 404, "no_active_version");

        activate("acme/activated", "1.0.0").statusCode(200).body("version", equalTo("1.0.0"));
        Api.as(Tokens.GLOBEX).get(url).then().body("version", equalTo("1.0.0"));
        Api.version(Tokens.GLOBEX, "acme/activated", "latest").body("version", equalTo("1.0.0"));
        String id =
                Api.version(Tokens.ACME, "acme/activated", "1.1.0").extract().path("id");
        activate("acme/activated", id).body("version", equalTo("1.1.0"));
        Api.as(Tokens.ACME).get(url).then().body("version", equalTo("1.1.0"));

        activate("acme/activated", "1.0.0");
        Api.as(Tokens.ACME).delete(url).then().statusCode(204);
        Api.version(Tokens.ACME, "acme/activated", "latest").body("version", equalTo("1.1.0"));
        Api.publish(Tokens.ACME, "acme/activated", "1.2.0", Packages.hello("followed"));
        refused(activate("acme/activated", "1.2.0"), 409, "version_not_published");
        refused(activate("acme/activated", "9.9.9"), 404, "not_found");
    }

    @Test
    void aYankedVersionIsNotActive() {
        Api.release("acme/inactive", "1.0.0");
        Api.release("acme/inactive", "1.1.0");
        activate("acme/inactive", "1.0.0");

        post("acme/inactive", "1.0.0", "yank", Map.of("reason", "bad", "level", "move"));

        refused(
                Api.as(Tokens.ACME)
                        .get("/providers/acme/inactive/versions/active")
                        .then(),
                404,
                "no_active_version");
        Api.version(Tokens.ACME, "acme/inactive", "latest").body("version", equalTo("1.1.0"));
        refused(activate("acme/inactive", "1.0.0"), 409, "version_not_published");
    }

    @Test
    void aVersionThatWasDeletedBeforeItWasPublishedIsNotToldToStrangers() {
        Api.release("acme/discarded", "1.0.0");
        Response failed = Api.publish(Tokens.ACME, "acme/discarded", "3.0.0", Packages.hello("acme/discarded3"));
        BuildState build = Api.failed(failed, "acme/discarded", "3.0.0");
        Kafka.send(new BuildEvent.BuildFailed(build), build);
        Api.awaitStatus("acme/discarded", "3.0.0", "failed");

        delete("acme/discarded", "3.0.0").statusCode(204);

        refused(Api.version(Tokens.ACME, "acme/discarded", "3.0.0"), 410, "gone");
        refused(Api.version(Tokens.GLOBEX, "acme/discarded", "3.0.0"), 404, "not_found");
    }

    @Test
    void onlyAVersionThatNobodyUsesIsDeletedAndItsNumberIsBurned() {
        String id = Installs.installed("acme/deleted", "manual", "1.0.0", "1.1.0", "1.2.0");
        Installs.tell("acme/deleted", Outcomes.available(id, 1, 1, Outcomes.revision(1, "1.0.0")));
        activate("acme/deleted", "1.1.0");

        refused(delete("acme/deleted", "1.0.0"), 409, "version_in_use");
        refused(delete("acme/deleted", "1.1.0"), 409, "version_in_use");
        delete("acme/deleted", "1.2.0").statusCode(204);

        refused(Api.version(Tokens.ACME, "acme/deleted", "1.2.0"), 410, "gone");
        refused(delete("acme/deleted", "1.2.0"), 410, "gone");
        Api.as(Tokens.ACME).get("/providers/acme/deleted/versions").then().body("items.version", not(hasItem("1.2.0")));
        refused(
                Api.publish(Tokens.ACME, "acme/deleted", "1.2.0", Packages.hello("acme/deleted1.2.0"))
                        .then(),
                409,
                "version_burned");
    }

    @Test
    void aVersionThatServesCannotBeDeletedWhileAnotherIsTheTarget() {
        String id = Installs.installed("acme/serving", "manual", "1.0.0", "1.1.0");
        var outcome = Outcomes.outcome(
                id,
                1,
                1,
                io.slipway.contracts.InstallationOutcome.Phase.progressing,
                Outcomes.revision(2, "1.1.0"),
                Outcomes.revision(1, "1.0.0"),
                null);
        Kafka.send(new RolloutEvent.RolloutStarted(outcome), outcome);
        org.awaitility.Awaitility.await().until(() -> "1.0.0"
                .equals(Installs.get("acme/serving").extract().path("current_version")));

        refused(delete("acme/serving", "1.0.0"), 409, "version_in_use");
        refused(delete("acme/serving", "1.1.0"), 409, "version_in_use");
    }

    @Test
    void aVersionThatWasJustAskedForIsInUseBeforeDeployerSawIt() {
        String id = Installs.installed("acme/asked", "manual", "1.0.0", "1.1.0");
        Installs.tell("acme/asked", Outcomes.available(id, 1, 1, Outcomes.revision(1, "1.0.0")));

        Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(Map.of("version", "1.1.0"))
                .post("/providers/installed/acme/asked/upgrade")
                .then()
                .statusCode(202);

        refused(delete("acme/asked", "1.1.0"), 409, "version_in_use");
    }

    @Test
    void othersMayNotChangeIt() {
        Api.release("acme/foreign", "1.0.0");
        for (String action : List.of("retry", "cancel", "unyank")) {
            refused(
                    Api.as(Tokens.GLOBEX)
                            .post("/providers/acme/foreign/versions/1.0.0/" + action)
                            .then(),
                    403,
                    "forbidden");
        }
        refused(
                Api.as(Tokens.GLOBEX)
                        .delete("/providers/acme/foreign/versions/1.0.0")
                        .then(),
                403,
                "forbidden");
    }

    @Test
    void buildMetadataIsPartOfTheNumberInAPath() {
        Api.release("acme/plus", "1.0.0+linux");

        Api.as(Tokens.ACME)
                .urlEncodingEnabled(false)
                .get("/providers/acme/plus/versions/1.0.0%2Blinux")
                .then()
                .statusCode(200)
                .body("version", equalTo("1.0.0+linux"));
        refused(
                Api.publish(Tokens.ACME, "acme/plus", "1.0.0+mac", Packages.hello("plus"))
                        .then(),
                409,
                "version_exists");
    }

    @Test
    void wrongValuesAreRefusedByTheirField() {
        Api.release("acme/checked", "1.0.0");

        post("acme/checked", "1.0.0", "yank", Map.of("level", "hide"))
                .statusCode(422)
                .body("errors.field", hasItem("/reason"));
        post("acme/checked", "1.0.0", "yank", Map.of("reason", "x", "level", "gone"))
                .statusCode(422)
                .body("errors.field", hasItem("/level"))
                .body("detail", containsString("hide, block or move"));
    }

    private static ValidatableResponse post(String provider, String version, String action) {
        return Api.as(Tokens.ACME)
                .post("/providers/" + provider + "/versions/" + version + "/" + action)
                .then();
    }

    private static ValidatableResponse post(String provider, String version, String action, Map<String, ?> body) {
        return Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/providers/" + provider + "/versions/" + version + "/" + action)
                .then();
    }

    private static ValidatableResponse delete(String provider, String version) {
        return Api.as(Tokens.ACME)
                .delete("/providers/" + provider + "/versions/" + version)
                .then();
    }

    private static ValidatableResponse activate(String provider, String version) {
        return Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(Map.of("versionId", version))
                .put("/providers/" + provider + "/versions/active")
                .then();
    }

    private static void refused(ValidatableResponse response, int status, String code) {
        response.statusCode(status).body("code", equalTo(code));
    }
}
