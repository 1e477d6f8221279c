package io.slipway.registry.environment;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class EnvironmentTest {
    @Inject
    DataSource database;

    @Test
    void eachOrganizationBeginsWithDefault() {
        Tenants.Founded own = Tenants.found("env-begins");
        list(own)
                .body("items.name", contains("default"))
                .body("items[0].id", startsWith("env_"))
                .body("items[0].organization", equalTo("env-begins"));
        refused(delete(own, "default"), 409, "conflict");
    }

    @Test
    void madeAndDeletedAndItsNameIsFreeAgain() {
        Tenants.Founded own = Tenants.found("env-made");
        String first = create(own, "staging").statusCode(201).extract().path("id");
        refused(create(own, "staging"), 409, "environment_exists");
        Api.as(own.token())
                .get("/organizations/env-made/environments/staging")
                .then()
                .statusCode(200)
                .body("id", equalTo(first))
                .body("actor", equalTo("user:" + own.user()));

        delete(own, "staging").statusCode(204);
        refused(delete(own, "staging"), 404, "environment_not_found");
        String second = create(own, "staging").statusCode(201).extract().path("id");
        assertThat(second).isNotEqualTo(first);
        list(own).body("items.name", contains("staging", "default"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Staging", "a--b", "-a", "a-", "1a", "a b", "a/b", "default\n"})
    void hostileNamesAreRefused(String name) {
        refused(create(acme(), name), 422, "invalid_name");
    }

    @Test
    void nothingIsInstalledWhereThereIsNoEnvironment() {
        Api.release("acme/env-nowhere", "1.0.0");
        Tenants.Founded own = Tenants.found("env-nowhere");
        refused(install(own, "acme/env-nowhere", "nowhere").then(), 404, "environment_not_found")
                .body("detail", containsString("slipway env create nowhere"));
    }

    @Test
    void whatIsUsedStays() {
        Api.release("acme/env-used", "1.0.0");
        Tenants.Founded own = Tenants.found("env-used");
        create(own, "staging").statusCode(201);
        install(own, "acme/env-used", "staging").then().statusCode(202);
        refused(delete(own, "staging"), 409, "environment_in_use");
        Api.as(own.token())
                .delete("/providers/installed/acme/env-used?environment=staging")
                .then()
                .statusCode(202);
        refused(delete(own, "staging"), 409, "environment_in_use");
    }

    /** Whichever comes first: never an installation without an environment. */
    @Test
    void installsAndDeletesRace() throws Exception {
        Api.release("acme/env-races", "1.0.0");
        Tenants.Founded own = Tenants.found("env-races");
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                String name = "race-" + round;
                create(own, name).statusCode(201);
                Future<Integer> installed = threads.submit(status(() -> install(own, "acme/env-races", name)));
                Future<Integer> deleted = threads.submit(
                        status(() -> Api.as(own.token()).delete("/organizations/env-races/environments/" + name)));
                assertThat(List.of(installed.get(), deleted.get()))
                        .as("either it was installed and stays, or it was deleted and nothing is installed")
                        .isIn(List.of(202, 409), List.of(404, 204));
            }
        }
    }

    @Test
    void thereIsAMost() throws SQLException {
        Tenants.Founded own = Tenants.found("env-many");
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("insert into environment (id, organization, name, actor, created_at)"
                    + " select 'env_many' || g, 'env-many', 'e' || g, 'system:test', now()"
                    + " from generate_series(2, " + Setup.MOST_ENVIRONMENTS + ") g");
        }
        refused(create(own, "one-more"), 409, "conflict");
        delete(own, "e2").statusCode(204);
        create(own, "one-more").statusCode(201);
    }

    @Test
    void othersHaveNone() {
        Tenants.Founded own = Tenants.found("env-others");
        Api.as(acme().token())
                .get("/organizations/" + own.name() + "/environments")
                .then()
                .statusCode(404);
    }

    private static Tenants.Founded acme() {
        return new Tenants.Founded("acme", null, io.slipway.registry.support.Tokens.ACME);
    }

    private static Callable<Integer> status(Callable<Response> request) {
        return () -> request.call().statusCode();
    }

    private static ValidatableResponse list(Tenants.Founded own) {
        return Api.as(own.token())
                .get("/organizations/" + own.name() + "/environments")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse create(Tenants.Founded own, String name) {
        return Api.as(own.token())
                .contentType("application/json")
                .body(Map.of("name", name))
                .post("/organizations/" + own.name() + "/environments")
                .then();
    }

    private static ValidatableResponse delete(Tenants.Founded own, String name) {
        return Api.as(own.token())
                .delete("/organizations/" + own.name() + "/environments/" + name)
                .then();
    }

    private static Response install(Tenants.Founded own, String provider, String environment) {
        return Api.as(own.token())
                .contentType("application/json")
                .body(Map.of("provider_name", provider, "environment", environment))
                .post("/providers/install");
    }

    private static ValidatableResponse refused(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status).body("code", equalTo(code));
    }
}
