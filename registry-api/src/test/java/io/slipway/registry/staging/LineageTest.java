package io.slipway.registry.staging;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Shares;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** Versions that were made from others. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class LineageTest {

    @Test
    void aVersionIsMadeFromAnother() {
        Response first = publish("acme/lineage-line", "1.0.0", null);
        Response second = publish("acme/lineage-line", "1.1.0", "1.0.0");
        Response third = publish("acme/lineage-line", "1.2.0", second.path("id"));

        second.then().body("base_version_id", equalTo(first.path("id")));
        third.then().body("base_version_id", equalTo(second.path("id")));
        lineage("acme/lineage-line", "1.2.0")
                .then()
                .statusCode(200)
                .body("items.version", equalTo(List.of("1.2.0", "1.1.0", "1.0.0")))
                .body("items[2].base_version_id", nullValue())
                .body("next", nullValue());
        Api.as(Tokens.GLOBEX)
                .get("/providers/acme/lineage-line/versions/1.2.0/lineage")
                .then()
                .statusCode(404);
    }

    @Test
    void aStrangersLineageEndsBeforeWhatWasNeverPublished() {
        publish("acme/lineage-hidden", "1.0.0", null);
        release(publish("acme/lineage-hidden", "1.1.0", "1.0.0"));
        publish("acme/lineage-hidden", "1.2.0", "1.1.0");
        release(publish("acme/lineage-hidden", "1.3.0", "1.1.0"));
        release(publish("acme/lineage-hidden", "1.4.0", "1.2.0"));

        assertLineage(Tokens.ACME, "1.3.0", 100, List.of("1.3.0", "1.1.0", "1.0.0"), null);
        assertLineage(Tokens.GLOBEX, "1.3.0", 100, List.of("1.3.0", "1.1.0"), null);
        assertLineage(Tokens.GLOBEX, "1.3.0", 2, List.of("1.3.0", "1.1.0"), null);
        // The one behind it was published, but it is not told that it is there.
        assertLineage(Tokens.GLOBEX, "1.4.0", 100, List.of("1.4.0"), null);
    }

    @Test
    void aLineageIsReadInSteps() {
        release(publish("acme/lineage-hidden", "2.0.0", null));
        release(publish("acme/lineage-hidden", "2.1.0", "2.0.0"));
        release(publish("acme/lineage-hidden", "2.2.0", "2.1.0"));

        for (String token : List.of(Tokens.ACME, Tokens.GLOBEX)) {
            assertLineage(token, "2.2.0", 1, List.of("2.2.0"), "2.1.0");
            assertLineage(token, "2.1.0", 1, List.of("2.1.0"), "2.0.0");
            assertLineage(token, "2.2.0", 2, List.of("2.2.0", "2.1.0"), "2.0.0");
            assertLineage(token, "2.2.0", 3, List.of("2.2.0", "2.1.0", "2.0.0"), null);
        }
        for (String limit : List.of("0", "101", "all")) {
            Api.as(Tokens.ACME)
                    .get("/providers/acme/lineage-hidden/versions/2.2.0/lineage?limit=" + limit)
                    .then()
                    .statusCode(422);
        }
    }

    private static void assertLineage(String token, String version, int limit, List<String> numbers, String next) {
        Api.as(token)
                .get("/providers/acme/lineage-hidden/versions/" + version + "/lineage?limit=" + limit)
                .then()
                .statusCode(200)
                .body("items.version", equalTo(numbers))
                .body("next", equalTo(next));
    }

    /** Also one of a provider that the publisher may not see: nothing tells it from one that is not there. */
    @Test
    void aVersionOfAnotherProviderIsNoBase() {
        publish("acme/lineage-own", "1.0.0", null);
        Response neighbour = publish("acme/lineage-neighbour", "1.0.1", null);
        Response hidden =
                Api.publish(Tokens.GLOBEX, "globex/lineage-private", "1.0.2", Packages.hello("lineage-private"));
        hidden.then().statusCode(202);
        Shares.visibility(Tokens.GLOBEX, "globex/lineage-private", "private").statusCode(200);
        String unknown = request("acme/lineage-own", "1.1.0", "prv_0000000000000000000000")
                .path("errors[0].message");

        for (String base : List.of(neighbour.<String>path("id"), hidden.<String>path("id"), "1.0.1", "1.0.2")) {
            request("acme/lineage-own", "1.1.0", base)
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo("/base_version_id"))
                    .body("errors[0].message", equalTo(unknown));
        }
        assertThat(unknown).isNotBlank();
    }

    @Test
    void aBaseIsNotDeleted() {
        publish("acme/lineage-kept", "1.0.0", null);
        publish("acme/lineage-kept", "1.1.0", "1.0.0");

        delete("acme/lineage-kept", "1.0.0").then().statusCode(409).body("code", equalTo("version_in_use"));
        delete("acme/lineage-kept", "1.1.0").then().statusCode(204);
        delete("acme/lineage-kept", "1.0.0").then().statusCode(204);
        request("acme/lineage-kept", "1.2.0", "1.0.0")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("/base_version_id"));
    }

    @Test
    void aBaseThatIsDeletedMeanwhileIsRefused() {
        publish("acme/lineage-vanished", "1.0.0", null);
        byte[] code = Packages.hello("vanished");
        Response requested = request("acme/lineage-vanished", "1.1.0", "1.0.0", code);
        requested.then().statusCode(201);
        Uploads.put(requested, "package", code);
        delete("acme/lineage-vanished", "1.0.0").then().statusCode(204);

        Uploads.confirm(Tokens.ACME, "acme/lineage-vanished", Uploads.confirmation(requested, "1.1.0", code))
                .then()
                .statusCode(422);
    }

    @Test
    void nothingIsMadeFromItself() {
        Response failing = publish("acme/lineage-circle", "1.0.0", null);
        BuildState failed = Api.failed(failing, "acme/lineage-circle", "1.0.0");
        Kafka.send(new BuildEvent.BuildFailed(failed), failed);
        Api.awaitStatus("acme/lineage-circle", "1.0.0", "failed");
        publish("acme/lineage-circle", "1.1.0", "1.0.0");

        for (String base : List.of("1.0.0", "1.1.0")) {
            byte[] code = Packages.hello("circle" + base);
            Response requested = request("acme/lineage-circle", "1.0.0", base, code);
            Uploads.put(requested, "package", code);
            Uploads.confirm(Tokens.ACME, "acme/lineage-circle", Uploads.confirmation(requested, "1.0.0", code))
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo("/base_version_id"));
        }
    }

    private static Response publish(String provider, String version, String base) {
        byte[] code = Packages.hello(provider + version);
        Response requested = request(provider, version, base, code);
        requested.then().statusCode(201);
        Uploads.put(requested, "package", code);
        Response confirmed = Uploads.confirm(Tokens.ACME, provider, Uploads.confirmation(requested, version, code));
        confirmed.then().statusCode(202);
        return confirmed;
    }

    private static void release(Response confirmed) {
        BuildState build = Api.succeeded(confirmed, confirmed.path("provider_name"), confirmed.path("version"));
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus(confirmed.path("provider_name"), confirmed.path("version"), "published");
    }

    private static Response request(String provider, String version, String base) {
        return request(provider, version, base, Packages.hello(provider + version));
    }

    private static Response request(String provider, String version, String base, byte[] code) {
        Map<String, Object> wanted = Uploads.of(version, code);
        if (base != null) {
            wanted.put("base_version_id", base);
        }
        return Uploads.request(Tokens.ACME, provider, wanted);
    }

    private static Response lineage(String provider, String version) {
        return Api.as(Tokens.ACME).get("/providers/" + provider + "/versions/" + version + "/lineage");
    }

    private static Response delete(String provider, String version) {
        return Api.as(Tokens.ACME).delete("/providers/" + provider + "/versions/" + version);
    }
}
