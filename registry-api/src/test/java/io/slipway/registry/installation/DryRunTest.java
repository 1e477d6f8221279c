package io.slipway.registry.installation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class DryRunTest {
    @Inject
    DataSource database;

    @Test
    void anInstallIsToldAndNotDone() {
        Api.release("acme/dry-a", "1.0.0");
        Map<String, Object> request = Map.of("provider_name", "acme/dry-a", "config", Map.of("GREETING", "moin"));

        dryInstall(request)
                .statusCode(200)
                .body("installed_version", equalTo("1.0.0"))
                .body("dry_run.target_version", equalTo("1.0.0"))
                .body("dry_run.rolls_out", equalTo(true))
                .body("dry_run.config.valid", equalTo(true))
                .body("dry_run.config.errors", empty())
                .body("dry_run.revision", equalTo(1))
                .body("dry_run.config_revision", equalTo(1))
                .body("dry_run.supersedes", nullValue());
        Installs.get("acme/dry-a").statusCode(404);
        Installs.install(request).then().statusCode(202).body("dry_run", nullValue());
        dryInstall(request).statusCode(409);
    }

    @Test
    void itNeedsWhatTheRequestNeeds() {
        dryInstall(Map.of("provider_name", "acme/dry-nothing")).statusCode(404);
        Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(Map.of("provider_name", "acme/dry-nothing"))
                .post("/providers/install?dry_run=perhaps")
                .then()
                .statusCode(422)
                .body("errors.field", contains("dry_run"));
    }

    @Test
    void anUpgradeTellsOfTheConfigThatItWouldRefuse() {
        String id = Installs.installed("acme/dry-b", "manual", "1.0.0");
        Installs.tell("acme/dry-b", Outcomes.available(id, 1, 1, Outcomes.revision(1, "1.0.0")));
        Api.release("acme/dry-b", "1.1.0", Packages.withConfig(REGION));
        Api.release("acme/dry-b", "1.2.0");
        String etag = etag("acme/dry-b");

        dryUpgrade("acme/dry-b", "1.1.0")
                .statusCode(200)
                .body("dry_run.target_version", equalTo("1.1.0"))
                .body("dry_run.rolls_out", equalTo(false))
                .body("dry_run.config.valid", equalTo(false))
                .body("dry_run.config.errors.field", contains("/config"));
        Installs.post("acme/dry-b", "upgrade", "1.1.0").statusCode(422).body("errors.field", contains("/config"));
        dryUpgrade("acme/dry-b", "1.2.0")
                .body("dry_run.rolls_out", equalTo(true))
                .body("dry_run.revision", equalTo(2))
                .body("dry_run.config_revision", equalTo(1));
        dryUpgrade("acme/dry-b", "1.0.0")
                .body("dry_run.target_version", equalTo("1.0.0"))
                .body("dry_run.rolls_out", equalTo(false))
                .body("dry_run.revision", equalTo(1));
        dryUpgrade("acme/dry-b", "9.0.0").statusCode(404);
        assertThat(etag("acme/dry-b")).as("nothing has changed").isEqualTo(etag);
    }

    @Test
    void aPatchTellsWhereThePolicyLeads() {
        String id = Installs.installed("acme/dry-c", "manual", "1.0.0");
        Installs.tell("acme/dry-c", Outcomes.available(id, 1, 1, Outcomes.revision(1, "1.0.0")));
        Api.release("acme/dry-c", "1.1.0", Packages.withConfig(REGION));

        dryPatch("acme/dry-c", Map.of("config", Map.of("GREETING", "moin")))
                .statusCode(200)
                .body("dry_run.target_version", equalTo("1.0.0"))
                .body("dry_run.rolls_out", equalTo(true))
                .body("dry_run.revision", equalTo(2))
                .body("dry_run.config_revision", equalTo(2));
        dryPatch("acme/dry-c", Map.of("upgrade_policy", "auto"))
                .body("dry_run.target_version", equalTo("1.1.0"))
                .body("dry_run.config.valid", equalTo(false))
                .body("dry_run.rolls_out", equalTo(false));
        dryPatch("acme/dry-c", Map.of("upgrade_policy", "auto", "config", Map.of("REGION", "eu")))
                .body("dry_run.target_version", equalTo("1.1.0"))
                .body("dry_run.config.valid", equalTo(true))
                .body("dry_run.rolls_out", equalTo(true));
        dryPatch("acme/dry-c", Map.of())
                .body("dry_run.rolls_out", equalTo(false))
                .body("dry_run.target_version", equalTo("1.0.0"));
        Installs.get("acme/dry-c").body("upgrade_policy", equalTo("manual")).body("config", equalTo(Map.of()));
    }

    /** Else it would stay parked for ever: the version that serves does not know the name. */
    @Test
    void underAutoAConfigMayBeForTheVersionThatItIsParkedBefore() {
        Api.release("acme/dry-d", "1.0.0", Packages.withConfig(NOTHING));
        String id = Installs.install(Map.of("provider_name", "acme/dry-d", "upgrade_policy", "auto"))
                .path("id");
        Installs.tell("acme/dry-d", Outcomes.available(id, 1, 1, Outcomes.revision(1, "1.0.0")));
        Installs.patch("acme/dry-d", Map.of("config", Map.of("REGION", 3))).statusCode(422);
        Api.release("acme/dry-d", "1.1.0", Packages.withConfig(REGION));

        Installs.patch("acme/dry-d", Map.of("config", Map.of("REGION", 3)))
                .statusCode(422)
                .body("errors.field", contains("/config/REGION"));
        Installs.patch("acme/dry-d", Map.of("config", Map.of("REGION", "eu")))
                .statusCode(200)
                .body("config", equalTo(Map.of("REGION", "eu")));
    }

    @Test
    void aLaterRequestSaysWhatItSupersedes() {
        String id = Installs.installed("acme/dry-e", "manual", "1.0.0");
        List.of("1.1.0", "1.2.0").forEach(version -> Api.release("acme/dry-e", version));
        dryUpgrade("acme/dry-e", "1.1.0")
                .body("dry_run.supersedes.version", equalTo("1.0.0"))
                .body("dry_run.supersedes.generation", equalTo(1))
                .body("superseded", nullValue());
        Installs.post("acme/dry-e", "upgrade", "1.1.0")
                .statusCode(202)
                .body("superseded.version", equalTo("1.0.0"))
                .body("superseded.generation", equalTo(1))
                .body("superseded.rollout", nullValue());
        Installs.tell(
                "acme/dry-e",
                Outcomes.with(
                        Outcomes.outcome(
                                id,
                                2,
                                2,
                                Phase.progressing,
                                Outcomes.revision(2, "1.1.0"),
                                Outcomes.revision(1, "1.0.0"),
                                null),
                        Outcomes.rollout(2, "rol_dry2", "1.0.0", "1.1.0", null)));
        Installs.post("acme/dry-e", "upgrade", "1.1.0").statusCode(200).body("superseded", nullValue());
        Installs.post("acme/dry-e", "upgrade", "1.2.0")
                .statusCode(202)
                .body("superseded.version", equalTo("1.1.0"))
                .body("superseded.generation", equalTo(2))
                .body("superseded.rollout", equalTo("rol_dry2"));
        Installs.get("acme/dry-e").body("superseded", nullValue());
    }

    @Test
    void theRealValueOfASecretIsCheckedAndNeitherKeptNorTold() throws SQLException {
        Api.release("acme/dry-f", "1.0.0", Packages.withConfig(password(".{12}")));
        dryInstall(Map.of("provider_name", "acme/dry-f", "config", secret("too-short")))
                .statusCode(200)
                .body("config", equalTo(secret("********")))
                .body("dry_run.config.valid", equalTo(false))
                .body("dry_run.config.errors.field", contains("/config/PASSWORD"))
                .body(not(containsString("too-short")));
        dryInstall(Map.of("provider_name", "acme/dry-f", "config", secret("long enough: yes")))
                .body("dry_run.config.valid", equalTo(true))
                .body(not(containsString("long enough")));
        Installs.get("acme/dry-f").statusCode(404);
        String id = Installs.install(Map.of("provider_name", "acme/dry-f", "config", secret("long enough: yes")))
                .path("id");
        Installs.tell("acme/dry-f", Outcomes.available(id, 1, 1, Outcomes.revision(1, "1.0.0")));
        Api.release("acme/dry-f", "2.0.0", Packages.withConfig(password("^v2-")));

        dryUpgrade("acme/dry-f", "2.0.0")
                .body("dry_run.config.errors.field", contains("/config/PASSWORD"))
                .body(not(containsString("long enough")));
        dryPatch("acme/dry-f", Map.of("upgrade_policy", "auto"))
                .body("dry_run.target_version", equalTo("2.0.0"))
                .body("dry_run.config.valid", equalTo(false))
                .body(not(containsString("long enough")));
        dryPatch("acme/dry-f", Map.of("upgrade_policy", "auto", "config", secret("v2- of a dry run")))
                .body("dry_run.target_version", equalTo("2.0.0"))
                .body("dry_run.config.valid", equalTo(true))
                .body("dry_run.config_revision", equalTo(2))
                .body(not(containsString("of a dry run")));
        assertThat(secretsKept()).containsExactly(id + "/1/PASSWORD");
    }

    private static Map<String, Object> secret(String value) {
        return Map.of("PASSWORD", Map.of("secret", value));
    }

    private static Map<String, Object> password(String pattern) {
        return Map.of("type", "object", "properties", Map.of("PASSWORD", Map.of("type", "string", "pattern", pattern)));
    }

    /** Also of installations that a dry run would have made. */
    private List<String> secretsKept() throws SQLException {
        List<String> kept = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select installation_id, revision, name from config_secret where installation_id not in"
                                + " (select id from installation where provider <> 'acme/dry-f')")) {
            while (rows.next()) {
                kept.add(rows.getString(1) + "/" + rows.getInt(2) + "/" + rows.getString(3));
            }
        }
        return kept;
    }

    private static final Map<String, Object> REGION = Map.of(
            "type",
            "object",
            "required",
            List.of("REGION"),
            "properties",
            Map.of("REGION", Map.of("type", "string")),
            "additionalProperties",
            false);

    private static final Map<String, Object> NOTHING = Map.of("type", "object", "additionalProperties", false);

    private static ValidatableResponse dryInstall(Map<String, Object> body) {
        return Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/providers/install?dry_run=true")
                .then();
    }

    private static ValidatableResponse dryUpgrade(String provider, String version) {
        return Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(Map.of("version", version))
                .post("/providers/installed/" + provider + "/upgrade?dry_run=true")
                .then();
    }

    private static ValidatableResponse dryPatch(String provider, Map<String, Object> patch) {
        return Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(patch)
                .patch("/providers/installed/" + provider + "?dry_run=true")
                .then();
    }

    private static String etag(String provider) {
        Response found = Api.as(Tokens.ACME).get("/providers/installed/" + provider);
        return found.header("ETag");
    }
}
