package io.slipway.registry.custom;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.restassured.response.Response;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.RolloutEvent;
import io.slipway.registry.installation.Outcomes;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.nullValue;

/** Custom providers as their organization sees them. */
public final class Customs {
    private static final Duration SOON = Duration.ofSeconds(20);

    private Customs() {}

    /** @return {@code cpr_…} */
    public static String create(String token, String name) {
        return post(token, "", Map.of("name", name, "description", "Greets.")).path("id");
    }

    /** With the environment default. */
    static String deployable(String name) {
        String id = create(Tokens.ACME, name);
        post(Tokens.ACME, "/" + id + "/environments", Map.of("name", "default"));
        return id;
    }

    /** Uploads a package. @param number that the URL is asked for with. @return the body of a version of it */
    public static Map<String, Object> source(String token, String provider, String number, byte[] code) {
        Map<String, Object> asked = Uploads.of(number, code);
        asked.put("force", true);
        Response requested = Uploads.request(token, provider, asked);
        requested.then().statusCode(201);
        assertThat(Uploads.put(requested, "package", code)).isEqualTo(204);
        Map<String, Object> body = new HashMap<>();
        body.put(
                "from",
                Map.of(
                        "type",
                        "source",
                        "storage_path",
                        requested.path("'package'.storage_path"),
                        "source_hash",
                        asked.get("source_hash")));
        return body;
    }

    /** A version of a new package. @param identifier null for none */
    static Response version(String id, String provider, String number, String identifier) {
        Map<String, Object> body = source(Tokens.ACME, provider, number, Packages.hello(provider + number));
        body.put("identifier", identifier);
        body.put("message", "Version " + number);
        return post(Tokens.ACME, "/" + id + "/versions", body);
    }

    static Response post(String token, String path, Map<String, ?> body) {
        Response answer = tried(token, path, body);
        answer.then().statusCode(201);
        return answer;
    }

    static Response tried(String token, String path, Map<String, ?> body) {
        return Api.as(token)
                .contentType("application/json")
                .body(new com.google.gson.GsonBuilder()
                        .serializeNulls()
                        .create()
                        .toJson(body))
                .post("/custom-providers" + path);
    }

    static Response get(String path) {
        Response answer = Api.as(Tokens.ACME).get("/custom-providers" + path);
        answer.then().statusCode(200);
        return answer;
    }

    /** Lets the build of a version end well. */
    static void build(String provider, String number) {
        Response version = Api.version(Tokens.ACME, provider, number).extract().response();
        BuildState build = Api.succeeded(version, provider, number);
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
    }

    static Response awaitStatus(String id, String version, String status) {
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        get("/" + id + "/versions/" + version).<String>path("status"))
                .isEqualTo(status));
        return get("/" + id + "/versions/" + version);
    }

    static Response awaitDeployment(String id, String deployment, String status) {
        await().atMost(SOON).untilAsserted(() -> assertThat(
                        get("/" + id + "/deployments/" + deployment).<String>path("status"))
                .isEqualTo(status));
        return get("/" + id + "/deployments/" + deployment);
    }

    /** What is installed in an environment, when it is wanted at this version. */
    static Response awaitInstalled(String provider, String version) {
        await().atMost(SOON).untilAsserted(() -> assertThat(Api.as(Tokens.ACME)
                        .get("/providers/installed/" + provider)
                        .<String>path("installed_version"))
                .isEqualTo(version));
        return Api.as(Tokens.ACME).get("/providers/installed/" + provider);
    }

    /** Lets deployer tell that what is asked for serves. @param number of the revision, and of what deployer told before */
    static void serves(String provider, String version, int number) {
        Response installed = awaitInstalled(provider, version);
        String etag = installed.header("ETag");
        long generation = Long.parseLong(etag.substring(1, etag.indexOf('-')));
        InstallationOutcome outcome =
                Outcomes.available(installed.path("id"), number, generation, Outcomes.revision(number, version));
        Kafka.send(new RolloutEvent.RolloutSucceeded(outcome), outcome);
    }

    static List<String> ids(Response list) {
        return list.path("items.id");
    }

    static void nothingYet(Response version) {
        version.then().body("provider_id", nullValue());
    }
}
