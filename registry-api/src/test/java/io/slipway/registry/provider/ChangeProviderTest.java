package io.slipway.registry.provider;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.slipway.registry.installation.Installs;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ChangeProviderTest {

    @Test
    void whatIsSaidOfItCanBeChangedAndTakenBack() {
        Api.release("acme/said", "1.0.0");

        patch(
                        "acme/said",
                        "{\"display_name\":\"Said\",\"tags\":[\"a\",\"b\"],\"icon_url\":\"https://a.example/i.png\"}")
                .statusCode(200)
                .body("display_name", equalTo("Said"))
                .body("tags", equalTo(List.of("a", "b")));
        patch("acme/said", "{\"display_name\":null,\"description\":\"what it does\"}")
                .body("display_name", nullValue())
                .body("description", equalTo("what it does"))
                .body("tags", equalTo(List.of("a", "b")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"display_name, 100", "description, 500", "icon_url, 500"})
    void itMayBeAsLongAsIsSaidAndNoLonger(String field, int most) {
        Api.publish(Tokens.ACME, "acme/longest", "1.0.0", Packages.hello("longest"));
        String start = field.equals("icon_url") ? "https://a.example/" : "a";
        String longest = start + "x".repeat(most - start.length());

        patch("acme/longest", "{\"" + field + "\":\"" + longest + "\"}")
                .statusCode(200)
                .body(field, equalTo(longest));
        patch("acme/longest", "{\"" + field + "\":\"" + longest + "x\"}")
                .statusCode(422)
                .body("errors.field", hasItem(endsWith(field)));
    }

    @Test
    void aPrivateProviderIsItsPublishersAlone() {
        Api.release("acme/secret", "1.0.0");

        patch("acme/secret", "{\"visibility\":\"private\"}").body("visibility", equalTo("private"));

        Api.as(Tokens.GLOBEX).get("/providers/acme/secret").then().statusCode(404);
        Api.version(Tokens.GLOBEX, "acme/secret", "1.0.0").statusCode(404);
        Api.as(Tokens.GLOBEX).get("/providers?q=acme/secret").then().body("items.name", not(hasItem("acme/secret")));
        Api.version(Tokens.ACME, "acme/secret", "1.0.0").statusCode(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"other\"}|400|/name",
                "{\"display_name\":1}|400|/display_name",
                "{\"tags\":\"a\"}|400|/tags",
                "{\"tags\":[1]}|400|/tags",
                "{\"visibility\":\"everybody\"}|422|/visibility",
                "{\"visibility\":null}|422|/visibility",
                "{\"icon_url\":\"javascript:alert(1)\"}|422|icon_url",
            })
    void aWrongPatchChangesNothing(String body, int status, String field) {
        Api.publish(Tokens.ACME, "acme/patched", "1.0.0", Packages.hello("patched"));

        patch("acme/patched", body).statusCode(status).body("errors.field", hasItem(field));
    }

    @Test
    void onlyWhatNobodyHasInstalledIsDeletedAndItsNameIsBurned() {
        Installs.installed("acme/kept", "manual", "1.0.0");
        refused(delete(Tokens.ACME, "acme/kept"), 409, "provider_installed");

        Api.release("acme/doomed", "1.0.0");
        Api.publish(Tokens.ACME, "acme/doomed", "1.1.0", Packages.hello("doomed"));
        byte[] code = Packages.hello("doomed in two steps");
        Response requested = Uploads.request(Tokens.ACME, "acme/doomed", Uploads.of("2.0.0", code));
        requested.then().statusCode(201);
        Uploads.put(requested, "package", code);
        refused(delete(Tokens.GLOBEX, "acme/doomed"), 403, "forbidden");
        delete(Tokens.ACME, "acme/doomed").statusCode(204);

        refused(Api.as(Tokens.ACME).get("/providers/acme/doomed").then(), 410, "gone");
        refused(Api.version(Tokens.GLOBEX, "acme/doomed", "1.0.0"), 410, "gone");
        Api.as(Tokens.ACME).get("/providers?q=acme/doomed").then().body("items.name", not(hasItem("acme/doomed")));
        refused(
                Api.publish(Tokens.ACME, "acme/doomed", "2.0.0", Packages.hello("doomed"))
                        .then(),
                409,
                "name_burned");
        refused(
                Uploads.request(Tokens.ACME, "acme/doomed", Uploads.of("2.1.0", Packages.hello("doomed")))
                        .then(),
                409,
                "name_burned");
        refused(
                Uploads.confirm(Tokens.ACME, "acme/doomed", Uploads.confirmation(requested, "2.0.0", code))
                        .then(),
                409,
                "name_burned");
        refused(Installs.install(Map.of("provider_name", "acme/doomed")).then(), 410, "gone");
    }

    @Test
    void changesAtTheSameTimeUndoNothingOfEachOther() throws Exception {
        for (int round = 0; round < 20; round++) {
            String provider = "acme/racing" + round;
            Api.publish(Tokens.ACME, provider, "1.0.0", Packages.hello(provider));
            CompletableFuture<Integer> deleted = CompletableFuture.supplyAsync(
                    () -> delete(Tokens.ACME, provider).extract().statusCode());
            CompletableFuture<Integer> patched = CompletableFuture.supplyAsync(() ->
                    patch(provider, "{\"description\":\"late\"}").extract().statusCode());

            assertThat(deleted.get()).isEqualTo(204);
            assertThat(patched.get()).isIn(200, 410);
            refused(Api.as(Tokens.ACME).get("/providers/" + provider).then(), 410, "gone");
        }
    }

    private static ValidatableResponse patch(String provider, String body) {
        return Api.as(Tokens.ACME)
                .contentType("application/merge-patch+json")
                .body(body)
                .patch("/providers/" + provider)
                .then();
    }

    private static ValidatableResponse delete(String token, String provider) {
        return Api.as(token).delete("/providers/" + provider).then();
    }

    private static void refused(ValidatableResponse response, int status, String code) {
        response.statusCode(status).body("code", equalTo(code));
    }
}
