package io.slipway.registry.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class TokenTest {

    @Test
    void aTokenIsShownOnceAndRevoked() {
        Tenants.Founded team = Tenants.found("once");
        Response made = create(team, Map.of("name", "laptop", "scopes", List.of("publish", "read")));
        made.then()
                .statusCode(201)
                .body("id", matchesPattern("tok_[0-9A-Za-z]{22}"))
                .body("scopes", equalTo(List.of("read", "publish")))
                .body("expires_at", equalTo(null));
        String token = made.path("token");
        String id = made.path("id");

        Api.as(token).get("/organizations/me").then().body("actor", equalTo("token:" + id));
        Response list = Api.as(team.token()).get("/organizations/once/tokens");
        list.then()
                .body("items.name", equalTo(List.of("laptop", "first token")))
                .body("items[0].token", equalTo(null))
                .body("items[0].last_used_at", notNullValue());
        org.assertj.core.api.Assertions.assertThat(list.asString()).doesNotContain(token);

        revoke(team, id).then().statusCode(204);
        Api.as(token).get("/organizations/me").then().statusCode(401).body("code", equalTo("unauthenticated"));
        revoke(team, id).then().statusCode(204);
        Api.as(team.token())
                .get("/audit?order=asc&subject=" + id)
                .then()
                .body("items.action", equalTo(List.of("token.created", "token.revoked")))
                .body("items[0].details.name", equalTo("laptop"));
    }

    @Test
    void tokensArePaged() {
        Tenants.Founded team = Tenants.found("paged-tokens");
        for (String name : List.of("a", "b", "c")) {
            create(team, Map.of("name", name, "scopes", List.of("read")));
        }
        String url = "/organizations/paged-tokens/tokens?limit=2";

        String next = Api.as(team.token())
                .get(url)
                .then()
                .body("items.name", equalTo(List.of("c", "b")))
                .extract()
                .path("pagination.next_cursor");
        Api.as(team.token())
                .get(url + "&cursor=" + next)
                .then()
                .body("items.name", equalTo(List.of("a", "first token")));
    }

    @Test
    void aTokenEndsByItself() {
        Tenants.Founded team = Tenants.found("brief");
        String token = create(
                        team,
                        Map.of(
                                "name",
                                "short",
                                "scopes",
                                List.of("read"),
                                "expires_at",
                                Instant.now().plusSeconds(4).toString()))
                .path("token");

        Api.as(token).get("/organizations/me").then().statusCode(200);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> Api.as(token).get("/organizations/me").then().statusCode(401));
    }

    @Test
    void aTokenOfAUserIsWorthItsRole() {
        Tenants.Founded team = Tenants.found("roles");
        String ada = Tenants.addMember(team, "Ada", "publisher");
        create(team, Map.of("name", "x", "user_id", ada, "scopes", List.of("read", "install")))
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("/scopes"));
        String token = create(team, Map.of("name", "x", "user_id", ada, "scopes", List.of("read", "publish")))
                .path("token");
        Api.as(token)
                .get("/organizations/me")
                .then()
                .body("actor", equalTo("user:" + ada))
                .body("role", equalTo("publisher"));

        setRole(team, ada, "viewer");
        Api.as(token).get("/organizations/me").then().body("scopes", equalTo(List.of("read")));
        Api.publish(token, "roles/hello", "1.0.0", Packages.hello("x")).then().statusCode(403);
        setRole(team, ada, "publisher");
        Api.publish(token, "roles/hello", "1.0.0", Packages.hello("x")).then().statusCode(202);

        Api.as(team.token())
                .delete("/organizations/roles/members/" + ada)
                .then()
                .statusCode(204);
        Api.as(token).get("/organizations/me").then().statusCode(401);
        Api.as(team.token())
                .contentType("application/json")
                .body(Map.of("user_id", ada, "role", "publisher"))
                .post("/organizations/roles/members")
                .then()
                .statusCode(201);
        // Whoever comes back gets new tokens.
        Api.as(token).get("/organizations/me").then().statusCode(401);
    }

    @Test
    void aRestrictedTokenTouchesItsProviderAlone() {
        Tenants.Founded team = Tenants.found("narrow");
        Api.release("acme/narrow-one", "1.0.0");
        Api.release("acme/narrow-two", "1.0.0");
        String token = create(
                        team,
                        Map.of(
                                "name",
                                "one",
                                "provider",
                                "acme/narrow-one",
                                "scopes",
                                List.of("read", "publish", "install", "admin")))
                .path("token");

        Api.as(token).get("/organizations/me").then().body("provider", equalTo("acme/narrow-one"));
        Api.as(token).get("/providers/acme/narrow-one").then().statusCode(200);
        Api.as(token).get("/providers/acme/narrow-one/versions").then().statusCode(200);
        install(token, "acme/narrow-one").then().statusCode(202);
        Api.as(token).get("/providers/installed/acme/narrow-one").then().statusCode(200);

        for (Response refused : List.of(
                Api.as(token).get("/providers/acme/narrow-two"),
                Api.as(token).get("/providers/acme/narrow-two/versions/latest"),
                Api.as(token).get("/providers/installed/acme/narrow-two"),
                Api.as(token).get("/providers"),
                Api.as(token).get("/providers/installed"),
                Api.as(token).get("/organizations/narrow/members"),
                Api.as(token).get("/audit"),
                install(token, "acme/narrow-two"),
                Api.publish(token, "narrow/other", "1.0.0", Packages.hello("x")),
                create(
                        new Tenants.Founded("narrow", team.user(), token),
                        Map.of("name", "wider", "scopes", List.of("admin"))))) {
            refused.then().statusCode(403).body("code", equalTo("token_restricted"));
        }
    }

    @Test
    void noTokenGivesMoreThanItHas() {
        Tenants.Founded team = Tenants.found("ceiling");
        String admin = create(team, Map.of("name", "admin", "scopes", List.of("admin")))
                .path("token");

        create(
                        new Tenants.Founded("ceiling", team.user(), admin),
                        Map.of("name", "x", "user_id", team.user(), "scopes", List.of("publish")))
                .then()
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    @Test
    void onlyTheHomeOfAUserMakesItsTokens() {
        Tenants.Founded home = Tenants.found("home");
        Tenants.Founded host = Tenants.found("host");
        String ada = Tenants.addMember(home, "Ada", "viewer");
        Api.as(host.token())
                .contentType("application/json")
                .body(Map.of("user_id", ada, "role", "publisher"))
                .post("/organizations/host/members")
                .then()
                .statusCode(201);
        Map<String, Object> request = Map.of("name", "guest", "user_id", ada, "scopes", List.of("read", "publish"));

        create(host, request).then().statusCode(404);
        String token = Api.as(home.token())
                .contentType("application/json")
                .body(request)
                .post("/organizations/host/tokens")
                .then()
                .statusCode(201)
                .extract()
                .path("token");

        Api.as(token)
                .get("/organizations/me")
                .then()
                .body("name", equalTo("host"))
                .body("role", equalTo("publisher"));
        Api.as(token).get("/organizations").then().body("items.name", equalTo(List.of("host", "home")));
        Api.as(host.token()).get("/organizations/host/tokens?limit=1").then().body("items[0].name", equalTo("guest"));
        Api.as(home.token())
                .contentType("application/json")
                .body(Map.of("name", "none", "scopes", List.of("read")))
                .post("/organizations/host/tokens")
                .then()
                .statusCode(404);
    }

    @Test
    void tokensOfOthersAreNotThere() {
        Tenants.Founded team = Tenants.found("secretive");
        String id = Api.as(team.token())
                .get("/organizations/secretive/tokens")
                .then()
                .body("items", hasSize(1))
                .extract()
                .path("items[0].id");

        Api.as(Tokens.ACME).get("/organizations/secretive/tokens").then().statusCode(404);
        Api.as(Tokens.ACME)
                .delete("/organizations/secretive/tokens/" + id)
                .then()
                .statusCode(404);
        Api.as(Tokens.ACME).delete("/organizations/acme/tokens/" + id).then().statusCode(404);
        Api.as(team.token()).get("/organizations/me").then().statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no name|{\"scopes\":[\"read\"]}|422|/name",
                "no scopes|{\"name\":\"x\"}|422|/scopes",
                "no scope|{\"name\":\"x\",\"scopes\":[]}|422|/scopes",
                "an unknown scope|{\"name\":\"x\",\"scopes\":[\"root\"]}|422|/scopes",
                "a null scope|{\"name\":\"x\",\"scopes\":[null]}|422|/scopes",
                "the past|{\"name\":\"x\",\"scopes\":[\"read\"],\"expires_at\":\"2020-01-01T00:00:00Z\"}|422|/expires_at",
                "the end of time|{\"name\":\"x\",\"scopes\":[\"read\"],\"expires_at\":\"+999999999-12-31T23:59:59Z\"}|422|/expires_at",
                "no time|{\"name\":\"x\",\"scopes\":[\"read\"],\"expires_at\":\"soon\"}|400|/expires_at",
                "no provider|{\"name\":\"x\",\"scopes\":[\"read\"],\"provider\":\"hello\"}|422|/provider",
            })
    void aTokenMustMakeSense(String reason, String body, int status, String field) {
        Api.as(Tokens.GLOBEX)
                .contentType("application/json")
                .body(body)
                .post("/organizations/globex/tokens")
                .then()
                .statusCode(status)
                .body("errors[0].field", equalTo(field));
    }

    private static Response create(Tenants.Founded team, Map<String, Object> request) {
        return Api.as(team.token())
                .contentType("application/json")
                .body(request)
                .post("/organizations/" + team.name() + "/tokens");
    }

    private static Response revoke(Tenants.Founded team, String id) {
        return Api.as(team.token()).delete("/organizations/" + team.name() + "/tokens/" + id);
    }

    private static Response install(String token, String provider) {
        return Api.as(token)
                .contentType("application/json")
                .body(Map.of("provider_name", provider))
                .post("/providers/install");
    }

    private static void setRole(Tenants.Founded team, String user, String role) {
        Api.as(team.token())
                .contentType("application/json")
                .body(Map.of("role", role))
                .patch("/organizations/" + team.name() + "/members/" + user)
                .then()
                .statusCode(200);
    }
}
