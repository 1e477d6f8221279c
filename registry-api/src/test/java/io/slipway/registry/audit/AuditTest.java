package io.slipway.registry.audit;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class AuditTest {

    @Test
    void whatHappensToAVersionIsNoted() {
        Api.release("acme/audited", "1.0.0");

        Api.as(Tokens.ACME)
                .get("/audit?order=asc&subject=acme/audited@1.0.0")
                .then()
                .statusCode(200)
                .body("items.action", equalTo(List.of("version.published", "version.released")))
                .body("items.organization", equalTo(List.of("acme", "acme")))
                .body("items[0].id", matchesPattern("aud_[0-9A-Za-z]{22}"))
                .body("items[0].actor", startsWith("token:tok_"))
                .body("items[1].actor", equalTo("system:build-orchestrator"));
    }

    @Test
    void whatATenantWantsIsNotedInItsOwnLog() {
        Tenants.Founded tenant = Tenants.found("auditor");
        Api.release("acme/audited-install", "1.0.0");
        String id = Api.as(tenant.token())
                .contentType("application/json")
                .body(Map.of("provider_name", "acme/audited-install"))
                .post("/providers/install")
                .then()
                .statusCode(202)
                .extract()
                .path("id");

        Api.as(tenant.token())
                .get("/audit?action=installation.requested")
                .then()
                .body("items", hasSize(1))
                .body("items[0].subject", equalTo(id))
                .body("items[0].actor", equalTo("user:" + tenant.user()))
                .body("items[0].details.provider", equalTo("acme/audited-install"));
        Api.as(tenant.token())
                .contentType("application/json")
                .body(Map.of("upgrade_policy", "auto"))
                .patch("/providers/installed/acme/audited-install")
                .then()
                .statusCode(200);
        Api.as(tenant.token())
                .get("/audit?action=installation.changed&subject=" + id)
                .then()
                .body("items[0].details.reason", equalTo("policy"));
        Api.as(Tokens.ACME).get("/audit?subject=" + id).then().body("items", hasSize(0));
    }

    @Test
    void whatWasRefusedIsNotNoted() {
        Tenants.Founded tenant = Tenants.found("refused");

        Api.as(tenant.token())
                .contentType("application/json")
                .body(Map.of("provider_name", "acme/never-published"))
                .post("/providers/install")
                .then()
                .statusCode(404);

        Api.as(tenant.token())
                .get("/audit")
                .then()
                .body("items.action", containsInAnyOrder("token.created", "member.added", "organization.created"));
    }

    @Test
    void whatCannotBeStoredIsNotLookedFor() {
        Api.as(Tokens.ACME)
                .get("/audit?subject={subject}", "a\0b")
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_text"));
    }

    @Test
    void entriesArePaged() {
        Tenants.Founded team = Tenants.found("many-changes");
        for (String name : List.of("a", "b", "c")) {
            Tenants.addMember(team, name, "viewer");
        }
        String url = "/audit?limit=2&action=member.added&actor=user:" + team.user();

        String next = Api.as(team.token())
                .get(url)
                .then()
                .body("items", hasSize(2))
                .extract()
                .path("pagination.next_cursor");
        Api.as(team.token())
                .get(url + "&cursor=" + next)
                .then()
                .body("items", hasSize(1))
                .body("pagination.has_more_after", equalTo(false));
    }
}
