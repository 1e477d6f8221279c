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
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

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
