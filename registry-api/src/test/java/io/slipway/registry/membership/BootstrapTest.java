package io.slipway.registry.membership;

import java.util.ArrayList;
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
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class BootstrapTest {

    @Test
    void theSecretMakesOneOrganizationAlsoForManyAtOnce() throws Exception {
        bootstrap("not-the-secret-not-the-secret-not", "first").then().statusCode(401);
        bootstrap("", "first").then().statusCode(401);
        bootstrap(Setup.BOOTSTRAP_SECRET, "Not A Name").then().statusCode(422);

        List<Callable<Response>> attempts = IntStream.range(0, 6)
                .<Callable<Response>>mapToObj(
                        i -> () -> bootstrap(Setup.BOOTSTRAP_SECRET, "first-" + "abcdef".charAt(i)))
                .toList();
        List<Response> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(6)) {
            for (Future<Response> answer : clients.invokeAll(attempts)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers.stream().map(Response::statusCode).toList())
                .containsOnly(201, 409)
                .containsOnlyOnce(201);
        Response made = answers.stream()
                .filter(answer -> answer.statusCode() == 201)
                .findFirst()
                .orElseThrow();
        Response again = bootstrap(Setup.BOOTSTRAP_SECRET, made.path("organization.name"));
        again.then().statusCode(201).body("owner", equalTo(made.path("owner")));
        Api.as(made.path("token")).get("/organizations/me").then().statusCode(401);
        String token = again.path("token");
        Api.as(token)
                .get("/organizations/me")
                .then()
                .body("role", equalTo("owner"))
                .body("name", equalTo(made.path("organization.name")))
                .body("provider", nullValue());
        Api.as(token)
                .get("/audit")
                .then()
                .body("items.actor", everyItem(equalTo("system:registry-api")))
                .body(
                        "items.action",
                        containsInAnyOrder(
                                "token.secret_replaced", "token.created", "member.added", "organization.created"));
        // The token was used: whoever asks now has not lost it.
        bootstrap(Setup.BOOTSTRAP_SECRET, made.path("organization.name"))
                .then()
                .statusCode(409)
                .body("code", equalTo("conflict"));
        bootstrap(Setup.BOOTSTRAP_SECRET, "another").then().statusCode(409).body("code", equalTo("conflict"));
    }

    private static Response bootstrap(String secret, String name) {
        return RestAssured.given()
                .contentType("application/json")
                .body(Map.of("secret", secret, "name", name, "owner_name", "Ada"))
                .post("/auth/bootstrap");
    }
}
