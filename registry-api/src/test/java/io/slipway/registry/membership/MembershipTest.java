package io.slipway.registry.membership;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.ValidatableResponse;
import io.slipway.registry.organization.TokenFormat;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class MembershipTest {
    @Inject
    CreateOrganization create;

    @Test
    void anOrganizationComesWithItsOwner() {
        Tenants.Founded made = Tenants.found("founders");

        Api.as(made.token())
                .get("/organizations/me")
                .then()
                .statusCode(200)
                .body("name", equalTo("founders"))
                .body("user_id", equalTo(made.user()))
                .body("user_id", matchesPattern("usr_[0-9A-Za-z]{22}"))
                .body("actor", equalTo("user:" + made.user()))
                .body("role", equalTo("owner"))
                .body("scopes", equalTo(List.of("read", "publish", "install", "admin")))
                .body("provider", equalTo(null));
        Api.as(made.token()).get("/organizations/founders").then().body("name", equalTo("founders"));
        Api.as(made.token())
                .get("/audit?action=organization.created")
                .then()
                .body("items.subject", equalTo(List.of("founders")));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource({
        "acme, conflict, there is one",
        "ac-me, name_too_similar, one looks like it",
        "Acme, invalid_name, capitals",
        "audit, invalid_name, a reserved word",
    })
    void aNameMustBeGoodAndNew(String name, String code, String reason) {
        post(Tokens.GLOBEX, "/organizations", Map.of("name", name)).body("code", equalTo(code));
    }

    @Test
    void ownersSeeTheirOrganizationsAndNoOthers() {
        Tenants.Founded first = Tenants.found("first-of-two");
        post(first.token(), "/organizations", Map.of("name", "second-of-two")).statusCode(201);

        Api.as(first.token())
                .get("/organizations")
                .then()
                .body("items.name", equalTo(List.of("second-of-two", "first-of-two")));
        Api.as(first.token()).get("/organizations/second-of-two").then().statusCode(200);
        Api.as(first.token()).get("/organizations/acme").then().statusCode(404);
        Api.as(first.token()).get("/organizations/second-of-two/members").then().statusCode(404);
        Api.as(Tokens.ACME).get("/organizations").then().body("items.name", equalTo(List.of("acme")));
    }

    @Test
    void membersComeChangeAndGo() {
        Tenants.Founded team = Tenants.found("team");
        String members = "/organizations/team/members";
        String ada = Tenants.addMember(team, "Ada", "viewer");

        Api.as(team.token())
                .get(members + "?order=asc")
                .then()
                .body("items.name", equalTo(List.of("owner", "Ada")))
                .body("items.role", equalTo(List.of("owner", "viewer")));
        post(team.token(), members, Map.of("user_id", ada, "role", "viewer"))
                .statusCode(409)
                .body("code", equalTo("already_member"));
        patch(team, ada, "operator").statusCode(200).body("role", equalTo("operator"));
        Api.as(team.token()).delete(members + "/" + ada).then().statusCode(204);
        Api.as(team.token()).delete(members + "/" + ada).then().statusCode(404);

        Api.as(team.token())
                .get("/audit?order=asc&subject=" + ada)
                .then()
                .body("items.action", equalTo(List.of("member.added", "member.role_changed", "member.removed")))
                .body("items[1].details", equalTo(Map.of("from", "viewer", "to", "operator")))
                .body("items[1].actor", equalTo("user:" + team.user()));
    }

    @Test
    void thereIsAlwaysAnOwner() {
        Tenants.Founded team = Tenants.found("owned");
        String members = "/organizations/owned/members";

        patch(team, team.user(), "viewer").statusCode(409).body("code", equalTo("last_owner"));
        Api.as(team.token())
                .delete(members + "/" + team.user())
                .then()
                .statusCode(409)
                .body("code", equalTo("last_owner"));

        Tenants.addMember(team, "Grace", "owner");
        patch(team, team.user(), "viewer").statusCode(200);
        // The token lost what its user's role lost.
        Api.as(team.token()).get(members).then().statusCode(200);
        post(team.token(), members, Map.of("name", "Eve", "role", "owner"))
                .statusCode(403)
                .body("code", equalTo("forbidden"));
    }

    /** What the setting {@code slipway.organizations.<name>} does at start. */
    @Test
    void theOperatorGetsIntoAnOrganizationThatLostItsTokens() throws Throwable {
        Tenants.Founded locked = Tenants.found("locked-out");
        String configured = TokenFormat.create();

        VertxContextSupport.subscribeAndAwait(() -> create.ensure("locked-out", configured));

        Api.as(configured)
                .get("/audit?action=token.created")
                .then()
                .statusCode(200)
                .body("items[0].actor", equalTo("system:registry-api"))
                .body("items[0].details.name", equalTo("configured"));
        Api.as(locked.token()).get("/organizations/me").then().statusCode(200);
    }

    @Test
    void aRemovedMembersTokenEndsAtOnce() {
        Tenants.Founded team = Tenants.found("left");
        Tenants.addMember(team, "Grace", "owner");

        Api.as(team.token())
                .delete("/organizations/left/members/" + team.user())
                .then()
                .statusCode(204);

        Api.as(team.token()).get("/organizations/me").then().statusCode(401);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an unknown role|{\"name\":\"x\",\"role\":\"king\"}|422",
                "no role|{\"name\":\"x\"}|422",
                "no name|{\"role\":\"viewer\"}|422",
                "both|{\"name\":\"x\",\"user_id\":\"usr_1\",\"role\":\"viewer\"}|422",
                "a blank name|{\"name\":\" \",\"role\":\"viewer\"}|422",
                "a NUL|{\"name\":\"a\\u0000\",\"role\":\"viewer\"}|422",
                "nobody|{\"user_id\":\"usr_1\",\"role\":\"viewer\"}|404",
                "nothing||400",
            })
    void aMemberMustBeSomebodyWithARole(String reason, String body, int status) {
        Api.as(Tokens.GLOBEX)
                .contentType("application/json")
                .body(body == null ? "" : body)
                .post("/organizations/globex/members")
                .then()
                .statusCode(status);
    }

    @Test
    void foreignMembersAreNobodysBusiness() {
        Tenants.Founded team = Tenants.found("closed");

        Api.as(Tokens.ACME).get("/organizations/closed/members").then().statusCode(404);
        post(Tokens.ACME, "/organizations/closed/members", Map.of("name", "x", "role", "owner"))
                .statusCode(404);
        Api.as(Tokens.ACME)
                .delete("/organizations/closed/members/" + team.user())
                .then()
                .statusCode(404);
        Api.as(Tokens.ACME).get("/audit").then().body("items.subject", not(hasItems("closed")));
    }

    private static ValidatableResponse post(String token, String path, Map<String, String> body) {
        return Api.as(token)
                .contentType("application/json")
                .body(body)
                .post(path)
                .then();
    }

    private static ValidatableResponse patch(Tenants.Founded team, String user, String role) {
        return Api.as(team.token())
                .contentType("application/json")
                .body(Map.of("role", role))
                .patch("/organizations/" + team.name() + "/members/" + user)
                .then();
    }
}
