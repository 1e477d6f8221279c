package io.slipway.registry.upload;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tenants;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whoever loses the right while the request is sent makes nothing that lasts by it. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class HeldRequestTest {
    private static final List<String> ALL = List.of("read", "publish", "install", "admin");

    private static Tenants.Founded founded;
    private static String member;
    private static Response upload;
    private static final byte[] UPLOADED = Packages.hello("held back");

    @BeforeEach
    void tenant() {
        if (founded != null) {
            return;
        }
        founded = Tenants.found("held");
        member = Tenants.addMember(founded, "Friend", "viewer");
        Api.publish(founded.token(), "held/mine", "1.0.0", Packages.hello("mine"))
                .then()
                .statusCode(202);
        upload = Uploads.request(founded.token(), "held/mine", Uploads.of("2.0.0", UPLOADED));
        assertThat(Uploads.put(upload, "package", UPLOADED)).isBetween(200, 204);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST | /organizations/held/tokens | {\"name\": \"for later\", \"scopes\": [\"admin\"]}",
                "POST | /organizations/held/members | {\"name\": \"Accomplice\", \"role\": \"owner\"}",
                "PATCH | /organizations/held/members/MEMBER | {\"role\": \"owner\"}",
                "POST | /providers/held/mine/shares | {\"organization\": \"globex\"}",
                "POST | /providers/held/mine/publishers | {\"issuer\": \"https://i\", \"repository_id\": \"1\", \"workflow\": \"w\"}",
                "POST | /providers/held/mine/versions/confirm | UPLOAD",
            })
    void aRevokedTokenLeavesNothingBehind(String method, String path, String body) throws Exception {
        String list = path.replaceAll("/(MEMBER|confirm)$", "");
        Object before = shown(list);
        Made leaked = token(path, null);

        String sent = body.equals("UPLOAD") ? confirmation() : body;
        try (SlowUpload held = SlowUpload.json(method, leaked.secret, path.replace("MEMBER", member), sent)) {
            awaitUse(path);
            revoke(leaked);

            assertThat(held.finish()).isEqualTo(401);
        }

        assertThat(shown(list)).isEqualTo(before);
    }

    @Test
    void aFormerMemberLeavesNothingBehind() throws Exception {
        String leaving = Tenants.addMember(founded, "Leaving", "owner");
        Made token = token("leaving", leaving);
        String body = "{\"name\": \"for later\", \"scopes\": [\"admin\"]}";

        try (SlowUpload held = SlowUpload.json("POST", token.secret, "/organizations/held/tokens", body)) {
            awaitUse("leaving");
            Api.as(founded.token())
                    .delete("/organizations/held/members/" + leaving)
                    .then()
                    .statusCode(204);

            assertThat(held.finish()).isEqualTo(401);
        }
    }

    @Test
    void whoMayDoLessNowDoesLess() throws Exception {
        String lowered = Tenants.addMember(founded, "Lowered", "owner");
        Made token = token("lowered", lowered);
        String body = "{\"name\": \"for later\", \"scopes\": [\"admin\"]}";

        try (SlowUpload held = SlowUpload.json("POST", token.secret, "/organizations/held/tokens", body)) {
            awaitUse("lowered");
            Api.as(founded.token())
                    .contentType("application/json")
                    .body(Map.of("role", "viewer"))
                    .patch("/organizations/held/members/" + lowered)
                    .then()
                    .statusCode(200);

            assertThat(held.finish()).isEqualTo(403);
        }
    }

    @Test
    void aRevokedTokenPublishesNothing() throws Exception {
        Made leaked = token("publisher", null);

        try (SlowUpload held = SlowUpload.begin(leaked.secret, "held/late", Packages.hello("late"))) {
            awaitUse("publisher");
            revoke(leaked);

            assertThat(held.finish()).isEqualTo(401);
        }

        Api.as(founded.token()).get("/providers/held/late").then().statusCode(404);
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    private record Made(String id, String secret) {}

    /** @param user null for a token that is nobody's */
    private static Made token(String name, String user) {
        Map<String, Object> wanted = user == null
                ? Map.of("name", name, "scopes", ALL)
                : Map.of("name", name, "scopes", ALL, "user_id", user);
        Response made = Api.as(founded.token())
                .contentType("application/json")
                .body(wanted)
                .post("/organizations/held/tokens");
        made.then().statusCode(201);
        return new Made(made.path("id"), made.path("token"));
    }

    private static void revoke(Made token) {
        Api.as(founded.token())
                .delete("/organizations/held/tokens/" + token.id)
                .then()
                .statusCode(204);
    }

    private static String confirmation() throws Exception {
        return new ObjectMapper().writeValueAsString(Uploads.confirmation(upload, "2.0.0", UPLOADED));
    }

    /** Who and what there is, as far as this test changes it; its own tokens left out. */
    private static Object shown(String list) {
        return Api.as(founded.token())
                .get(list + "?limit=100")
                .path("items.findAll { it.name != '%1$s' }.collect { [it.id, it.user_id, it.role] }".formatted(list));
    }

    /** Its first use is noted when it is authenticated. */
    private static void awaitUse(String token) {
        String found = "items.find { it.name == '" + token + "' }.last_used_at";
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Api.as(founded.token())
                                .get("/organizations/held/tokens?limit=100")
                                .path(found)
                        != null);
    }
}
