package io.slipway.registry.installation;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class InstallTest {

    @Test
    void anInstallationIsAnsweredToldAndRead() {
        Api.release("acme/ins-a", "1.0.0");
        Api.release("acme/ins-a", "1.1.0");

        Response answer = Installs.install(Map.of("provider_name", "acme/ins-a", "config", Map.of("GREETING", "ahoy")));

        answer.then()
                .statusCode(202)
                .header("ETag", startsWith("\"1-"))
                .body("id", matchesPattern("ins_[0-9A-Za-z]{22}"))
                .body("organization", equalTo("acme"))
                .body("environment", equalTo("default"))
                .body("provider_name", equalTo("acme/ins-a"))
                .body("installed_version", equalTo("1.1.0"))
                .body("current_version", nullValue())
                .body("upgrade_policy", equalTo("manual"))
                .body("version_range", nullValue())
                .body("resource_tier", equalTo("standard"))
                .body("config", equalTo(Map.of("GREETING", "ahoy")))
                .body("held", equalTo(false))
                .body("pinned_version", nullValue())
                .body("status", equalTo("pending"))
                .body("url", nullValue())
                .body("installed_at", matchesPattern("20\\d\\d-.*Z"))
                .body("created_at", matchesPattern("20\\d\\d-.*Z"))
                .body("updated_at", matchesPattern("20\\d\\d-.*Z"));
        assertThat(answer.jsonPath().getMap(""))
                .hasSize(20)
                .containsEntry("superseded", null)
                .containsEntry("dry_run", null);
        Installs.get("acme/ins-a")
                .statusCode(200)
                .header("ETag", startsWith("\"1-"))
                .body("", equalTo(answer.path("")));
        Kafka.Event event = Installs.events(answer.path("id"), 1).getFirst();
        assertThat(event.type()).isEqualTo("io.slipway.installation.requested.v1");
        assertThat(event.key()).isEqualTo(answer.path("id"));
        assertThat(event.sequence()).isEqualTo(1);
        assertThat(event.headers())
                .containsEntry("ce_source", "/slipway/registry-api")
                .containsEntry("ce_providerorg", "acme")
                .containsEntry("ce_tenantorg", "acme")
                .containsKeys("ce_actor", "ce_id", "ce_time");
        assertThat(event.data().at("/installation/config/GREETING").asText()).isEqualTo("ahoy");
        assertThat(event.data().at("/installation/requested_generation").asLong())
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeInstalledSaysWhy() {
        Api.release("acme/ins-b", "1.0.0");
        Api.publish(Tokens.ACME, "acme/ins-b", "2.0.0", Packages.hello("building"));
        Api.publish(Tokens.ACME, "acme/ins-empty", "1.0.0", Packages.hello("never built"));

        refused(Map.of("provider_name", "acme/none"), 404, "not_found");
        refused(Map.of("provider_name", "Acme/ins-b"), 422, "invalid_name");
        refused(Map.of("version", "1.0.0"), 422, "invalid_value");
        refused(Map.of("provider_name", "acme/ins-b", "version", "9.0.0"), 404, "not_found");
        refused(Map.of("provider_name", "acme/ins-b", "version", "2.0.0"), 409, "version_not_published");
        refused(Map.of("provider_name", "acme/ins-empty"), 409, "no_published_version");
        refused(Map.of("provider_name", "acme/ins-b", "policy", "auto"), 400, "unknown_field");
        refused(Map.of("provider_name", "acme/ins-b", "upgrade_policy", "weekly"), 422, "invalid_value");
        refused(Map.of("provider_name", "acme/ins-b", "version_range", "^2.0"), 409, "no_published_version");
        refused(
                Map.of("provider_name", "acme/ins-b", "config", Map.of("KEY", Map.of("secret", "********"))),
                422,
                "invalid_value");
        refused(Map.of("provider_name", "acme/ins-b", "config", Map.of("GREETING", 7)), 422, "invalid_value")
                .body("errors.field", contains("/config/GREETING"));
        Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body("[")
                .post("/providers/install")
                .then()
                .statusCode(400);
        Api.as("none").post("/providers/install").then().statusCode(401);
        Installs.get("acme/ins-b").statusCode(404);
    }

    private static io.restassured.response.ValidatableResponse refused(
            Map<String, Object> body, int status, String code) {
        return Installs.install(body)
                .then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    @Test
    void onePerTenantAndEnvironment() {
        Installs.installed("acme/ins-c", "auto", "1.0.0");

        refused(Map.of("provider_name", "acme/ins-c"), 409, "already_installed");
        Installs.install(Map.of("provider_name", "acme/ins-c", "environment", "staging"))
                .then()
                .statusCode(202)
                .body("environment", equalTo("staging"));
        Api.as(Tokens.ACME)
                .get("/providers/installed/acme/ins-c?environment=staging")
                .then()
                .statusCode(200)
                .body("environment", equalTo("staging"));
        Api.as(Tokens.ACME)
                .get("/providers/installed?limit=100")
                .then()
                .statusCode(200)
                .body("items.findAll { it.provider_name == 'acme/ins-c' }.environment", contains("staging", "default"));
        Api.as(Tokens.ACME)
                .get("/providers/installed?limit=1")
                .then()
                .body("items.size()", equalTo(1))
                .body("pagination.has_more_after", equalTo(true));
    }

    @Test
    void anotherTenantsInstallationIsNotThere() {
        Installs.installed("acme/ins-d", "auto", "1.0.0");
        String path = "/providers/installed/acme/ins-d";

        Api.as(Tokens.GLOBEX).get(path).then().statusCode(404);
        Api.as(Tokens.GLOBEX).delete(path).then().statusCode(404);
        for (String action : List.of("upgrade", "rollback", "deploy", "release-hold")) {
            Api.as(Tokens.GLOBEX).post(path + "/" + action).then().statusCode(404);
        }
        Api.as(Tokens.GLOBEX).get(path + "/deployment").then().statusCode(404);
        Api.as(Tokens.GLOBEX).get(path + "/logs").then().statusCode(404);
        Installs.install(Tokens.GLOBEX, Map.of("provider_name", "acme/ins-d"))
                .then()
                .statusCode(202)
                .body("organization", equalTo("globex"));
    }

    @Test
    void theSnapshotHoldsWhatIsWanted() {
        String id = Installs.installed("acme/ins-e", "auto", "1.0.0");

        Api.asService()
                .get("/internal/installations")
                .then()
                .statusCode(200)
                .body("items.id", hasItem(id))
                .body("items.find { it.id == '" + id + "' }.desired", equalTo("present"));
        Api.as(Tokens.ACME).get("/internal/installations").then().statusCode(401);
    }
}
