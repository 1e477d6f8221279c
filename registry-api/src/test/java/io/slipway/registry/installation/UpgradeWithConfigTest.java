package io.slipway.registry.installation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

/** Two versions of which neither takes the other's config: only both at once can change. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class UpgradeWithConfigTest {
    private static final String MASK = "********";

    @Test
    void versionAndConfigMoveTogetherUpAndDown() {
        String id = installed("acme/both-a");
        Installs.patch("acme/both-a", Map.of("config", Map.of("REGION", "eu"))).statusCode(422);
        Installs.post("acme/both-a", "upgrade").statusCode(422);

        move("acme/both-a", "upgrade?dry_run=true", both(null, "ZONE", null, "REGION", "eu"))
                .statusCode(200)
                .body("dry_run.target_version", equalTo("2.0.0"))
                .body("dry_run.config.valid", equalTo(true))
                .body("dry_run.config_revision", equalTo(2));
        move("acme/both-a", "upgrade", both(null, "ZONE", "a", "REGION", "eu"))
                .statusCode(422)
                .body("errors.field", containsInAnyOrder("/config"));
        move("acme/both-a", "upgrade", both(null, "ZONE", null, "REGION", "eu"))
                .statusCode(202)
                .body("installed_version", equalTo("2.0.0"))
                .body("config", equalTo(Map.of("REGION", "eu")));
        Installs.tell("acme/both-a", Outcomes.available(id, 2, 3, Outcomes.revision(2, "2.0.0", 2)));
        move("acme/both-a", "upgrade", both("2.0.0", "REGION", "eu")).statusCode(200);

        Installs.post("acme/both-a", "downgrade", "1.0.0").statusCode(422);
        move("acme/both-a", "downgrade", both("1.0.0", "ZONE", "b", "REGION", null))
                .statusCode(202)
                .body("pinned_version", equalTo("1.0.0"))
                .body("config", equalTo(Map.of("ZONE", "b")));
        Installs.tell("acme/both-a", Outcomes.available(id, 3, 5, Outcomes.revision(3, "1.0.0", 3)));

        Installs.post("acme/both-a", "rollback")
                .statusCode(202)
                .body("installed_version", equalTo("2.0.0"))
                .body("config", equalTo(Map.of("REGION", "eu")));
    }

    @Test
    void whereTheVersionIsThereTheConfigIsChanged() {
        installed("acme/both-b");

        move("acme/both-b", "upgrade", both("1.0.0", "ZONE", "z"))
                .statusCode(200)
                .header("ETag", startsWith("\"2-"))
                .body("config", equalTo(Map.of("ZONE", "z")));
        move("acme/both-b", "upgrade", both("1.0.0", "ZONE", "z")).header("ETag", startsWith("\"2-"));
        move("acme/both-b", "upgrade", both("1.0.0", "REGION", "eu")).statusCode(422);
        Installs.get("acme/both-b").body("config", equalTo(Map.of("ZONE", "z")));
    }

    @Test
    void aSecretComesWithTheVersionAndIsMasked() {
        installed("acme/both-c");
        Map<String, Object> secret = Map.of("secret", "of two");

        move("acme/both-c", "upgrade", both(null, "ZONE", null, "REGION", secret))
                .statusCode(202)
                .body("config", equalTo(Map.of("REGION", Map.of("secret", MASK))));
        Api.asService()
                .get("/internal/installations/"
                        + Installs.get("acme/both-c").extract().path("id") + "/secrets?config_revision=2")
                .then()
                .statusCode(200)
                .body(containsString("of two"));
    }

    private static String installed(String provider) {
        Api.release(provider, "1.0.0", Packages.withConfig(only("ZONE", List.of())));
        String id = Installs.install(Map.of("provider_name", provider, "config", Map.of("ZONE", "a")))
                .path("id");
        Installs.tell(provider, Outcomes.available(id, 1, 1, Outcomes.revision(1, "1.0.0")));
        Api.release(provider, "2.0.0", Packages.withConfig(only("REGION", List.of("REGION"))));
        return id;
    }

    private static Map<String, Object> only(String name, List<String> required) {
        return Map.of(
                "type",
                "object",
                "required",
                required,
                "additionalProperties",
                false,
                "properties",
                Map.of(name, Map.of("type", "string")));
    }

    private static Map<String, Object> both(String version, Object... pairs) {
        Map<String, Object> config = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            config.put((String) pairs[i], pairs[i + 1]);
        }
        Map<String, Object> body = new HashMap<>(Map.of("config", config));
        if (version != null) {
            body.put("version", version);
        }
        return body;
    }

    private static ValidatableResponse move(String provider, String action, Map<String, Object> body) {
        return Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(body)
                .post("/providers/installed/" + provider + "/" + action)
                .then();
    }
}
