package io.slipway.registry.upload;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** Whoever was removed while the request was sent makes nothing that lasts by it. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class HeldRequestTest {

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "held-tokens | tokens | {\"name\": \"for later\", \"scopes\": [\"admin\"]}",
                "held-members | members | {\"name\": \"Friend\", \"role\": \"owner\"}",
            })
    void aFormerOwnerLeavesNothingBehind(String organization, String list, String body) throws Exception {
        Tenants.Founded founded = Tenants.found(organization);
        String user = Tenants.addMember(founded, "Leaving", "owner");
        String token = Api.as(founded.token())
                .contentType("application/json")
                .body(Map.of("name", "leaving", "scopes", List.of("admin"), "user_id", user))
                .post("/organizations/" + organization + "/tokens")
                .path("token");
        String path = "/organizations/" + organization + "/" + list;
        int before = Api.as(founded.token()).get(path).path("items.size()");

        try (SlowUpload held = SlowUpload.post(token, path, body)) {
            awaitUse(founded, "leaving");
            Api.as(founded.token())
                    .delete("/organizations/" + organization + "/members/" + user)
                    .then()
                    .statusCode(204);

            assertThat(held.finish()).isEqualTo(401);
        }

        int members = list.equals("members") ? before - 1 : before;
        Api.as(founded.token()).get(path).then().body("items", hasSize(members));
    }

    @Test
    void aRevokedTokenPublishesNothing() throws Exception {
        Tenants.Founded founded = Tenants.found("held-publisher");
        Map<String, Object> made = Api.as(founded.token())
                .contentType("application/json")
                .body(Map.of("name", "leaked", "scopes", List.of("publish")))
                .post("/organizations/held-publisher/tokens")
                .jsonPath()
                .getMap("");

        try (SlowUpload held =
                SlowUpload.begin((String) made.get("token"), "held-publisher/late", Packages.hello("late"))) {
            awaitUse(founded, "leaked");
            Api.as(founded.token())
                    .delete("/organizations/held-publisher/tokens/" + made.get("id"))
                    .then()
                    .statusCode(204);

            assertThat(held.finish()).isEqualTo(401);
        }

        Api.as(founded.token()).get("/providers/held-publisher/late").then().statusCode(404);
        assertThat(BlobFiles.now().incoming()).isEmpty();
        Api.as(founded.token()).get("/audit?action=version.published").then().body("items", equalTo(List.of()));
    }

    /** Its first use is noted when it is authenticated. */
    private static void awaitUse(Tenants.Founded organization, String token) {
        String found = "items.find { it.name == '" + token + "' }.last_used_at";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Api.as(organization.token())
                                .get("/organizations/" + organization.name() + "/tokens")
                                .path(found)
                        != null);
    }
}
