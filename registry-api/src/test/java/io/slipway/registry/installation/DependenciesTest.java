package io.slipway.registry.installation;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class DependenciesTest {

    @Test
    void whatIsRequiredIsInstalledFirst() {
        Api.release("acme/dep-store", "1.0.0");
        release("acme/dep-shop", "1.0.0", "acme/dep-store", "acme/dep-mail");
        Api.version(Tokens.ACME, "acme/dep-shop", "1.0.0")
                .body("service_dependencies", contains("acme/dep-store", "acme/dep-mail"));

        refused(install("acme/dep-shop", "default"), "dependency_missing")
                .body("errors.field", contains("acme/dep-store", "acme/dep-mail"))
                .body("errors[0].message", containsString("slipway install acme/dep-store --environment default"));
        Api.release("acme/dep-mail", "1.0.0");
        install("acme/dep-store", "default").statusCode(202);
        install("acme/dep-mail", "dep-other").statusCode(202);
        refused(install("acme/dep-shop", "default"), "dependency_missing")
                .body("errors.field", contains("acme/dep-mail"));
        install("acme/dep-mail", "default").statusCode(202);
        install("acme/dep-shop", "default").statusCode(202);

        refused(delete("acme/dep-store", ""), "dependency_required").body("errors.field", contains("acme/dep-shop"));
        delete("acme/dep-store", "?force=maybe").statusCode(422);
        delete("acme/dep-mail", "?environment=dep-other").statusCode(202);
        delete("acme/dep-store", "?force=true").statusCode(202);
        delete("acme/dep-store", "").statusCode(202);
    }

    @Test
    void movesAreAskedToo() {
        Api.release("acme/dep-moves", "1.0.0");
        release("acme/dep-moves", "1.1.0", "acme/dep-absent");
        Api.release("acme/dep-moves", "1.2.0");
        install("acme/dep-moves", "default", "1.0.0").statusCode(202);

        refused(Installs.post("acme/dep-moves", "upgrade", "1.1.0"), "dependency_missing");
        Installs.post("acme/dep-moves", "upgrade", "1.2.0").statusCode(202);
        refused(Installs.post("acme/dep-moves", "downgrade", "1.1.0"), "dependency_missing");
        refused(Installs.post("acme/dep-moves", "rollback", "1.1.0"), "dependency_missing");
        Installs.get("acme/dep-moves").body("installed_version", equalTo("1.2.0"));
    }

    @Test
    void promotionsAreAsked() {
        Tenants.environment(Tokens.ACME, "dep-production");
        Api.release("acme/dep-base", "1.0.0");
        release("acme/dep-promoted", "1.0.0", "acme/dep-base");
        install("acme/dep-base", "default").statusCode(202);
        String id = install("acme/dep-promoted", "default")
                .statusCode(202)
                .extract()
                .path("id");
        Installs.tell("acme/dep-promoted", Outcomes.available(id, 1, 1, Outcomes.revision(1, "1.0.0")));

        refused(promote("acme/dep-promoted"), "dependency_missing");
        install("acme/dep-base", "dep-production").statusCode(202);
        promote("acme/dep-promoted").statusCode(202);
    }

    @Test
    void theDeployerIsToldWhatIsMissing() {
        Api.release("acme/dep-asked", "1.0.0");
        release("acme/dep-asked", "1.1.0", "acme/dep-wanted");
        String id = install("acme/dep-asked", "default", "1.0.0").extract().path("id");

        access(id, "1.1.0").body("open", equalTo(true)).body("missing", contains("acme/dep-wanted"));
        access(id, "1.0.0").body("missing", equalTo(List.of()));
        Api.release("acme/dep-wanted", "1.0.0");
        install("acme/dep-wanted", "default").statusCode(202);
        access(id, "1.1.0").body("missing", equalTo(List.of()));
    }

    @Test
    void noCircleIsPublished() {
        release("acme/dep-a", "1.0.0", "acme/dep-b");
        release("acme/dep-b", "1.0.0", "acme/dep-c");
        refused(
                        Api.publish(Tokens.ACME, "acme/dep-c", "1.0.0", Packages.requiring("c", List.of("acme/dep-a")))
                                .then(),
                        "dependency_cycle")
                .body("detail", containsString("acme/dep-c → acme/dep-a → acme/dep-b → acme/dep-c"));
        Api.publish(Tokens.ACME, "acme/dep-self", "1.0.0", Packages.requiring("s", List.of("acme/dep-self")))
                .then()
                .statusCode(422);
    }

    /** Both were being built when they were published, so neither saw the other. */
    @Test
    void aCircleThatCameAboutIsNotInstalled() {
        Response one = Api.publish(Tokens.ACME, "acme/dep-x", "1.0.0", Packages.requiring("x", List.of("acme/dep-y")));
        release("acme/dep-y", "1.0.0", "acme/dep-x");
        var build = Api.succeeded(one, "acme/dep-x", "1.0.0");
        io.slipway.registry.support.Kafka.send(new io.slipway.contracts.BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus("acme/dep-x", "1.0.0", "published");

        refused(install("acme/dep-x", "default"), "dependency_cycle");
    }

    /** Whichever comes first: never one that requires what is being removed, unless it was forced. */
    @Test
    void installsAndUninstallsRace() throws Exception {
        Tenants.Founded own = Tenants.found("dep-races");
        Api.release("acme/dep-race-store", "1.0.0");
        release("acme/dep-race-shop", "1.0.0", "acme/dep-race-store");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 10; round++) {
                String environment = "race-" + round;
                Tenants.environment(own.token(), environment);
                as(own, "acme/dep-race-store", environment).then().statusCode(202);
                Future<Integer> installed = threads.submit(
                        () -> as(own, "acme/dep-race-shop", environment).statusCode());
                Future<Integer> removed = threads.submit(() -> Api.as(own.token())
                        .delete("/providers/installed/acme/dep-race-store?environment=" + environment)
                        .statusCode());
                assertThat(List.of(installed.get(), removed.get()))
                        .as("one of them was refused")
                        .isIn(List.of(202, 409), List.of(409, 202));
            }
        }
    }

    private static Response as(Tenants.Founded own, String provider, String environment) {
        return Api.as(own.token())
                .contentType("application/json")
                .body(Map.of("provider_name", provider, "environment", environment))
                .post("/providers/install");
    }

    private static void release(String provider, String version, String... requires) {
        Api.release(Tokens.ACME, provider, version, Packages.requiring(provider + version, List.of(requires)));
    }

    private static ValidatableResponse install(String provider, String environment) {
        return Installs.install(Map.of("provider_name", provider, "environment", environment))
                .then();
    }

    private static ValidatableResponse install(String provider, String environment, String version) {
        return Installs.install(Map.of("provider_name", provider, "environment", environment, "version", version))
                .then();
    }

    private static ValidatableResponse promote(String provider) {
        return Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("to", "dep-production"))
                .post("/providers/installed/" + provider + "/promote")
                .then();
    }

    private static ValidatableResponse access(String id, String version) {
        return Api.asService()
                .get("/internal/installations/" + id + "/access?version=" + version)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse delete(String provider, String query) {
        return Api.as(Tokens.ACME)
                .delete("/providers/installed/" + provider + query)
                .then();
    }

    private static ValidatableResponse refused(ValidatableResponse answer, String code) {
        return answer.statusCode(409).body("code", equalTo(code));
    }
}
