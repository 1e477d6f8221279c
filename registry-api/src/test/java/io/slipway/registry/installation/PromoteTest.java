package io.slipway.registry.installation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.slipway.contracts.InstallationOutcome.Phase;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class PromoteTest {
    private static final String STAGING = "pro-staging";
    private static final String PRODUCTION = "pro-production";

    @BeforeEach
    void environments() {
        Tenants.environment(Tokens.ACME, STAGING);
        Tenants.environment(Tokens.ACME, PRODUCTION);
    }

    @Test
    void installsWhatServesWhereThereIsNothing() {
        serving("acme/pro-new", STAGING, "1.0.0", Map.of("GREETING", "staged"));

        promote("acme/pro-new", Map.of("to", PRODUCTION))
                .statusCode(202)
                .body("environment", equalTo(PRODUCTION))
                .body("installed_version", equalTo("1.0.0"))
                .body("upgrade_policy", equalTo("manual"))
                .body("config", equalTo(Map.of()))
                .body("held", equalTo(false));
        promote("acme/pro-new", Map.of("to", PRODUCTION)).statusCode(200);

        Api.as(Tokens.ACME)
                .get("/audit?limit=5")
                .then()
                .body(
                        "items.details.findAll { it.reason == 'promote' && it.from == '" + STAGING + "' }.environment",
                        hasItem(PRODUCTION));
    }

    @Test
    void takesConfigAndTierAlongWhenAsked() {
        serving("acme/pro-along", STAGING, "1.0.0", Map.of("GREETING", "staged", "OTHER", 1));
        Map<String, Object> asked =
                Map.of("to", PRODUCTION, "include", List.of("config", "resource_tier"), "config", Map.of("OTHER", 2));

        promote("acme/pro-along", asked)
                .statusCode(202)
                .body("resource_tier", equalTo("performance"))
                .body("config.GREETING", equalTo("staged"))
                .body("config.OTHER", equalTo(2));
        promote("acme/pro-along", asked).statusCode(200);
    }

    @Test
    void upgradesAndHolds() {
        String there = install("acme/pro-up", PRODUCTION, "1.0.0", "auto");
        Installs.tell("acme/pro-up", PRODUCTION, Outcomes.available(there, 1, 1, Outcomes.revision(1, "1.0.0")));
        serving("acme/pro-up", STAGING, "1.1.0", Map.of());

        promote("acme/pro-up", Map.of("to", PRODUCTION))
                .statusCode(202)
                .body("id", equalTo(there))
                .body("installed_version", equalTo("1.1.0"))
                .body("pinned_version", equalTo("1.1.0"))
                .body("upgrade_policy", equalTo("auto"));
        promote("acme/pro-up", Map.of("to", PRODUCTION)).statusCode(200).body("held", equalTo(true));
    }

    @Test
    void downgradesToExactlyThatVersion() {
        String there = install("acme/pro-down", PRODUCTION, "1.1.0", "manual");
        Installs.tell("acme/pro-down", PRODUCTION, Outcomes.available(there, 1, 1, Outcomes.revision(1, "1.1.0")));
        serving("acme/pro-down", STAGING, "1.0.0", Map.of());

        promote("acme/pro-down", Map.of("to", PRODUCTION))
                .statusCode(202)
                .body("installed_version", equalTo("1.0.0"))
                .body("pinned_version", equalTo("1.0.0"));
    }

    @Test
    void saysWhatItSupersedes() {
        install("acme/pro-over", PRODUCTION, "1.0.0", "manual");
        serving("acme/pro-over", STAGING, "1.1.0", Map.of());

        promote("acme/pro-over", Map.of("to", PRODUCTION))
                .statusCode(202)
                .body("superseded.version", equalTo("1.0.0"))
                .body("superseded.generation", equalTo(1));
        promote("acme/pro-over", Map.of("to", PRODUCTION)).statusCode(200).body("superseded", nullValue());
    }

    @Test
    void waitsForNobody() {
        String id = install("acme/pro-moving", STAGING, "1.0.0", "manual");
        refused(promote("acme/pro-moving", Map.of("to", PRODUCTION)), 409, "not_settled");
        Installs.tell(
                "acme/pro-moving",
                STAGING,
                Outcomes.outcome(
                        id,
                        1,
                        1,
                        Phase.progressing,
                        Outcomes.revision(2, "1.1.0"),
                        Outcomes.revision(1, "1.0.0"),
                        null));
        refused(promote("acme/pro-moving", Map.of("to", PRODUCTION)), 409, "not_settled");
        missing("acme/pro-moving", PRODUCTION);
    }

    @Test
    void aConfigThatDoesNotFitMovesNothing() {
        Api.release(Tokens.ACME, "acme/pro-strict", "1.0.0", Packages.withManifest("""
                apiVersion: slipway.io/v1
                kind: Provider
                runtime: java25
                entrypoint: ["java", "Hello.java"]
                health: /healthz
                config:
                  type: object
                  properties: { PLACE: { type: string } }
                  required: [PLACE]
                """, "strict"));
        String id = Installs.install(Map.of(
                        "provider_name", "acme/pro-strict", "environment", STAGING, "config", Map.of("PLACE", "a")))
                .path("id");
        Installs.tell("acme/pro-strict", STAGING, Outcomes.available(id, 1, 1, Outcomes.revision(1, "1.0.0")));

        refused(promote("acme/pro-strict", Map.of("to", PRODUCTION)), 422, "invalid_value");
        missing("acme/pro-strict", PRODUCTION);
        promote("acme/pro-strict", Map.of("to", PRODUCTION, "config", Map.of("PLACE", "b")))
                .statusCode(202)
                .body("config.PLACE", equalTo("b"));
    }

    @Test
    void whatWasWithdrawnStaysWhereItIs() {
        serving("acme/pro-yanked", STAGING, "1.0.0", Map.of());
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("reason", "bad", "level", "block"))
                .post("/providers/acme/pro-yanked/versions/1.0.0/yank")
                .then()
                .statusCode(200);

        refused(promote("acme/pro-yanked", Map.of("to", PRODUCTION)), 409, "version_not_published");
        missing("acme/pro-yanked", PRODUCTION);
    }

    @ParameterizedTest
    @CsvSource({
        "pro-staging, 422, invalid_value",
        "Production, 422, invalid_name",
        ", 422, invalid_name",
        "nowhere, 404, environment_not_found"
    })
    void hostileEnvironments(String to, int status, String code) {
        serving("acme/pro-hostile", STAGING, "1.0.0", Map.of());
        refused(promote("acme/pro-hostile", java.util.Collections.singletonMap("to", to)), status, code);
    }

    @Test
    void whatIsNotThereOrUnknownIsRefused() {
        refused(promote("acme/pro-nothing", Map.of("to", PRODUCTION)), 404, "not_found");
        serving("acme/pro-fields", STAGING, "1.0.0", Map.of());
        refused(
                promote("acme/pro-fields", Map.of("to", PRODUCTION, "include", List.of("secrets"))),
                422,
                "invalid_value");
        refused(
                promote(
                        "acme/pro-fields",
                        Map.of("to", PRODUCTION, "include", java.util.Collections.singletonList(null))),
                422,
                "invalid_value");
        refused(promote("acme/pro-fields", Map.of("to", PRODUCTION, "from", STAGING)), 400, "unknown_field");
        refused(
                promote("acme/pro-fields", Map.of("to", PRODUCTION, "config", Map.of("PORT", "1"))),
                422,
                "invalid_value");
    }

    /** Each takes both rows; in whatever order they come, none waits for ever, and none fails. */
    @Test
    void promotionsCross() throws Exception {
        serving("acme/pro-cross", STAGING, "1.0.0", Map.of());
        String other = install("acme/pro-cross", PRODUCTION, "1.0.0", "manual");
        Installs.tell("acme/pro-cross", PRODUCTION, Outcomes.available(other, 1, 1, Outcomes.revision(1, "1.0.0")));
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> answers = threads.invokeAll(IntStream.range(0, 80)
                    .<Callable<Integer>>mapToObj(i -> () -> send(
                                    "acme/pro-cross",
                                    i % 2 == 0 ? STAGING : PRODUCTION,
                                    Map.of(
                                            "to",
                                            i % 2 == 0 ? PRODUCTION : STAGING,
                                            "config",
                                            Map.of("GREETING", "g" + i)))
                            .statusCode())
                    .toList());
            long[] taken = new long[2];
            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).get()).as("done, or told to wait").isIn(200, 202, 409);
                taken[i % 2] += answers.get(i).get() != 409 ? 1 : 0;
            }
            // Whichever came first: what it has changed is on its way, and cannot be promoted from.
            assertThat(taken[0] + taken[1]).isPositive();
            assertThat(generation("acme/pro-cross", PRODUCTION)).isEqualTo(1 + taken[0]);
            assertThat(generation("acme/pro-cross", STAGING)).isEqualTo(1 + taken[1]);
        }
    }

    private static long generation(String provider, String environment) {
        String etag = Api.as(Tokens.ACME)
                .get("/providers/installed/" + provider + "?environment=" + environment)
                .header("ETag");
        return Long.parseLong(etag.substring(1, etag.indexOf('-')));
    }

    /** Nothing is there: one installs it, the others find it. */
    @Test
    void manyPromoteAtOnce() throws Exception {
        serving("acme/pro-many", STAGING, "1.0.0", Map.of());
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> answers = threads.invokeAll(IntStream.range(0, 40)
                    .<Callable<Integer>>mapToObj(_ -> () -> send("acme/pro-many", STAGING, Map.of("to", PRODUCTION))
                            .statusCode())
                    .toList());
            int installed = 0;
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(200, 202);
                installed += answer.get() == 202 ? 1 : 0;
            }
            assertThat(installed).isEqualTo(1);
        }
    }

    /** @return the installation's id */
    private static String serving(String provider, String environment, String version, Map<String, Object> config) {
        if (Api.as(Tokens.ACME)
                        .get("/providers/" + provider + "/versions/" + version)
                        .statusCode()
                == 404) {
            Api.release(provider, version);
        }
        Response installed = Installs.install(Map.of(
                "provider_name",
                provider,
                "version",
                version,
                "environment",
                environment,
                "resource_tier",
                "performance",
                "config",
                config));
        if (installed.statusCode() == 409) {
            return null;
        }
        String id = installed.path("id");
        Installs.tell(provider, environment, Outcomes.available(id, 1, 1, Outcomes.revision(1, version)));
        return id;
    }

    private static String install(String provider, String environment, String version, String policy) {
        if (Api.as(Tokens.ACME)
                        .get("/providers/" + provider + "/versions/" + version)
                        .statusCode()
                == 404) {
            Api.release(provider, version);
        }
        return Installs.install(Map.of(
                        "provider_name",
                        provider,
                        "version",
                        version,
                        "environment",
                        environment,
                        "upgrade_policy",
                        policy))
                .path("id");
    }

    private static ValidatableResponse promote(String provider, Map<String, Object> body) {
        return send(provider, STAGING, body).then();
    }

    private static Response send(String provider, String from, Map<String, Object> body) {
        return Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(new com.google.gson.GsonBuilder()
                        .serializeNulls()
                        .create()
                        .toJson(body))
                .post("/providers/installed/" + provider + "/promote?environment=" + from);
    }

    private static void missing(String provider, String environment) {
        Api.as(Tokens.ACME)
                .get("/providers/installed/" + provider + "?environment=" + environment)
                .then()
                .statusCode(404);
    }

    private static void refused(ValidatableResponse answer, int status, String code) {
        answer.statusCode(status).body("code", equalTo(code)).body("environment", nullValue());
    }
}
