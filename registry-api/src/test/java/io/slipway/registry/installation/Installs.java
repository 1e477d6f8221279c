package io.slipway.registry.installation;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.RolloutEvent;
import io.slipway.contracts.Topics;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;

import static org.awaitility.Awaitility.await;

/** Installations as their tenant sees them. */
public final class Installs {
    private Installs() {}

    public static Response install(Map<String, Object> body) {
        return install(Tokens.ACME, body);
    }

    /** Makes the environment, too; default is there. */
    static Response install(String token, Map<String, Object> body) {
        if (body.get("environment") instanceof String environment && !environment.equals("default")) {
            Tenants.environment(token, environment);
        }
        return Api.as(token).contentType(ContentType.JSON).body(body).post("/providers/install");
    }

    /** Releases the versions, installs the first of them; what is answered is the installation's id. */
    public static String installed(String provider, String policy, String... versions) {
        List.of(versions).forEach(version -> Api.release(provider, version));
        Response answer = install(Map.of("provider_name", provider, "version", versions[0], "upgrade_policy", policy));
        answer.then().statusCode(202);
        return answer.path("id");
    }

    public static ValidatableResponse get(String provider) {
        return Api.as(Tokens.ACME).get("/providers/installed/" + provider).then();
    }

    static ValidatableResponse patch(String provider, Map<String, Object> patch) {
        return Api.as(Tokens.ACME)
                .contentType("application/merge-patch+json")
                .body(new com.google.gson.GsonBuilder()
                        .serializeNulls()
                        .create()
                        .toJson(patch))
                .patch("/providers/installed/" + provider)
                .then();
    }

    static ValidatableResponse post(String provider, String action) {
        return Api.as(Tokens.ACME)
                .post("/providers/installed/" + provider + "/" + action)
                .then();
    }

    static ValidatableResponse post(String provider, String action, String version) {
        return Api.as(Tokens.ACME)
                .contentType(ContentType.JSON)
                .body(Map.of("version", version))
                .post("/providers/installed/" + provider + "/" + action)
                .then();
    }

    /** Lets deployer tell, and waits until it was heard. */
    public static void tell(String provider, InstallationOutcome outcome) {
        Kafka.send(new RolloutEvent.RolloutSucceeded(outcome), outcome);
        await().atMost(Duration.ofSeconds(20)).until(() -> heard(provider, outcome));
    }

    /** The same in an environment. */
    static void tell(String provider, String environment, InstallationOutcome outcome) {
        Kafka.send(new RolloutEvent.RolloutSucceeded(outcome), outcome);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> heard(provider + "/deployment?environment=" + environment, outcome));
    }

    private static boolean heard(String provider, InstallationOutcome outcome) {
        String deployment = provider.contains("?") ? provider : provider + "/deployment";
        return heardOf(Api.as(Tokens.ACME).get("/providers/installed/" + deployment), outcome);
    }

    private static boolean heardOf(Response deployment, InstallationOutcome outcome) {
        Number observed = deployment.path("observed_generation");
        String status = deployment.path("message");
        return observed != null
                && observed.longValue() >= outcome.observedGeneration()
                && (observed.longValue() > outcome.observedGeneration()
                        || status.equals(outcome.conditions().getFirst().message()));
    }

    static List<Kafka.Event> events(String id, int atLeast) {
        return Kafka.awaitEvents(Topics.INSTALLATIONS, id, atLeast);
    }
}
