package io.slipway.registry.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.restassured.response.Response;
import io.slipway.contracts.InstallationOutcome;
import io.slipway.contracts.RolloutEvent;
import io.slipway.registry.installation.Outcomes;
import io.slipway.registry.release.Imports;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.OidcTokens;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Shares;
import io.slipway.registry.support.Tenants;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.lessThan;

/** An organization that has one of everything; and more of it, for what uses up what it is done to. */
final class World {
    static final String PROVIDER = "hello";

    /** Whom things are shared with; not of this world. */
    static final String OTHER = "globex";

    private final AtomicInteger count = new AtomicInteger();
    private final Tenants.Founded organization;

    World(String name) {
        organization = Tenants.found(name);
        Api.release(token(), provider(), "1.0.0");
        Api.release(token(), provider(), "1.1.0");
        Api.release(token(), provider(), "1.2.0");
    }

    String name() {
        return organization.name();
    }

    String provider() {
        return name() + "/" + PROVIDER;
    }

    String token() {
        return organization.token();
    }

    int next() {
        return count.incrementAndGet();
    }

    byte[] code() {
        return Packages.hello(name() + next());
    }

    /** Only its organization, and whom it is shared with, may know of the provider from now on. */
    World hidden() {
        Shares.visibility(token(), provider(), "private").statusCode(200);
        return this;
    }

    String member() {
        return Tenants.addMember(organization, "Member " + next(), "viewer");
    }

    String issuedToken() {
        Map<String, Object> body = Map.of("name", "token " + next(), "scopes", List.of("read"));
        return post("/organizations/" + name() + "/tokens", body).path("id");
    }

    /** @return the trusted repository */
    String trusted() {
        String repository = "" + next();
        publisher(repository);
        return repository;
    }

    String publisher(String repository) {
        return post("/providers/" + provider() + "/publishers", publisherOf(repository))
                .path("id");
    }

    static Map<String, Object> publisherOf(String repository) {
        return Map.of("issuer", OidcTokens.issuer(), "repository_id", repository, "workflow", "release.yml");
    }

    /** @return the name of one that nothing is installed in */
    String environment() {
        String name = "e-" + next();
        post("/organizations/" + name() + "/environments", Map.of("name", name));
        return name;
    }

    /** @return the id of a draft that is verified, with an artifact a.txt */
    String draft() {
        byte[] bytes = {1};
        return draft(Imports.document(
                        PROVIDER, "8.0." + next(), Imports.artifact("a.txt", bytes, Imports.serve("world", bytes))))
                .path("catalogId");
    }

    String importing() {
        return Api.as(token())
                .contentType("application/json")
                .header("Prefer", "respond-async")
                .body(Imports.document(PROVIDER, "8.0." + next()))
                .post("/api/v1/catalog/releases/project/" + PROVIDER + "/import")
                .path("id");
    }

    private Response draft(Map<String, Object> document) {
        Response imported = Imports.send(token(), PROVIDER, document);
        imported.then().statusCode(200);
        return imported;
    }

    /** The provider as a custom one. */
    String custom() {
        String id = Api.as(token()).get("/providers/" + provider()).path("id");
        return "cpr_" + id.substring("pro_".length());
    }

    /** @return one that is being built, so that deployments of it wait, and nothing changes by itself */
    String customVersion() {
        building();
        return Api.as(token())
                .get("/custom-providers/" + custom() + "/versions?limit=1")
                .path("items[0].id");
    }

    /** @return the id of an environment of the custom provider */
    String customEnvironment() {
        return post("/custom-providers/" + custom() + "/environments", Map.of("name", environment()))
                .path("id");
    }

    Response deployed() {
        return post(
                "/custom-providers/" + custom() + "/deployments",
                Map.of("version_id", customVersion(), "environment", customEnvironment()));
    }

    /** @return the name of a custom provider without versions */
    String emptyCustom() {
        return post("/custom-providers", Map.of("name", "empty-" + next())).path("id");
    }

    /** @return an environment of its own */
    String installed(String version) {
        String environment = environment();
        post("/providers/install?environment=" + environment, Map.of("provider_name", provider(), "version", version));
        return environment;
    }

    /** The same, and it serves. */
    String serving(String version) {
        String environment = installed(version);
        String path = "/providers/installed/" + provider();
        String id = Api.as(token()).get(path + "?environment=" + environment).path("id");
        InstallationOutcome outcome = Outcomes.available(id, 1, 1, Outcomes.revision(1, version));
        Kafka.send(new RolloutEvent.RolloutSucceeded(outcome), outcome);
        await().until(() -> "available"
                .equals(Api.as(token())
                        .get(path + "?environment=" + environment)
                        .path("status")));
        return environment;
    }

    String shared() {
        Shares.share(token(), provider(), "organization", OTHER).statusCode(lessThan(300));
        return OTHER;
    }

    void active() {
        Api.as(token())
                .contentType("application/json")
                .body(Map.of("versionId", "1.0.0"))
                .put("/providers/" + provider() + "/versions/active")
                .then()
                .statusCode(200);
    }

    /** @return the number of a version that is being built */
    String building() {
        String number = "2.0." + next();
        Api.publish(token(), provider(), number, code()).then().statusCode(202);
        return number;
    }

    String failed() {
        String number = building();
        post("/providers/" + provider() + "/versions/" + number + "/cancel", Map.of());
        return number;
    }

    /** @return the name of a provider that nobody uses */
    String unused() {
        String unused = "unused-" + next();
        Api.publish(token(), name() + "/" + unused, "1.0.0", code()).then().statusCode(202);
        return unused;
    }

    /** All that belongs to the organization, as it sees it. */
    Map<String, String> state() {
        Map<String, String> state = new LinkedHashMap<>();
        for (String path : List.of(
                "/organizations/" + name(),
                "/organizations/" + name() + "/members?limit=100",
                "/organizations/" + name() + "/tokens?limit=100",
                "/organizations/" + name() + "/environments?limit=100",
                "/providers/" + provider(),
                "/providers/" + provider() + "/versions?limit=100",
                "/providers/" + provider() + "/publishers?limit=100",
                "/providers/" + provider() + "/shares?limit=100",
                "/providers/installed?limit=100",
                "/api/v1/catalog/releases/project/" + PROVIDER + "?limit=100",
                "/custom-providers?limit=100",
                "/custom-providers/" + custom() + "/versions?limit=100",
                "/audit?limit=100")) {
            state.put(
                    path,
                    Api.as(token()).get(path).then().statusCode(200).extract().asString());
        }
        return state;
    }

    Response post(String path, Map<String, Object> body) {
        Response answer =
                Api.as(token()).contentType("application/json").body(body).post(path);
        answer.then().statusCode(lessThan(300));
        return answer;
    }
}
