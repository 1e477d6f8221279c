package io.slipway.registry.resync;

import java.util.ArrayList;
import java.util.List;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.contracts.BuildState;
import io.slipway.outbox.EventJson;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

/** What services tell each other beside the events. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class SnapshotTest {
    private static final byte[] CODE = Packages.hello("snapshot");

    @Test
    void aResultWhoseEventWasLostIsFoundInTheSnapshot() {
        Response published = Api.publish(Tokens.ACME, "acme/lost", "1.0.0", CODE);
        BuildState build = Api.succeeded(published, "acme/lost", "1.0.0");
        Api.peerAnswers(
                "/internal/builds?after=&limit=500",
                "{\"items\":[" + EventJson.write(build) + "],\"next\":\"" + build.buildId() + "\"}");
        Api.peerAnswers("/internal/builds?after=" + build.buildId() + "&limit=500", "{\"items\":[],\"next\":null}");
        Api.peerAnswers("/internal/installations?after=&limit=500", "{\"items\":[],\"next\":null}");
        Api.peerAnswers("/internal/resync", "{\"compared\":7,\"changed\":1}");

        Api.as(Tokens.ACME)
                .post("/ops/resync")
                .then()
                .statusCode(200)
                .body("services.service", contains("build-orchestrator", "registry-api", "deployer"))
                .body("services[0].compared", equalTo(7))
                .body("services[1].changed", greaterThanOrEqualTo(1));
        Api.version(Tokens.ACME, "acme/lost", "1.0.0").body("status", equalTo("published"));
        Api.asService().post("/internal/resync").then().statusCode(202).body("changed", equalTo(0));
    }

    @Test
    void aResultThatCannotBeStoredKeepsNoOtherFromBeingFound() {
        Response first = Api.publish(Tokens.ACME, "acme/unstorable", "1.0.0", CODE);
        Response second = Api.publish(Tokens.ACME, "acme/storable", "1.0.0", CODE);
        String unstorable = EventJson.write(Api.succeeded(first, "acme/unstorable", "1.0.0"))
                .replace(Api.IMAGE, "image\\u0000");
        BuildState good = Api.succeeded(second, "acme/storable", "1.0.0");
        Api.peerAnswers(
                "/internal/builds?after=&limit=500",
                "{\"items\":[" + unstorable + "," + EventJson.write(good) + "],\"next\":null}");
        Api.peerAnswers("/internal/installations?after=&limit=500", "{\"items\":[],\"next\":null}");
        Api.peerAnswers("/internal/resync", "{\"compared\":0,\"changed\":0}");

        Api.as(Tokens.ACME).post("/ops/resync").then().statusCode(200);

        Api.version(Tokens.ACME, "acme/storable", "1.0.0").body("status", equalTo("published"));
        Api.version(Tokens.ACME, "acme/unstorable", "1.0.0").body("status", equalTo("building"));
    }

    @Test
    void servicesReadVersionsAndPackages() {
        Response published = Api.publish(Tokens.ACME, "acme/internal", "1.0.0", CODE);

        byte[] source = Api.asService()
                .get("/internal/sources/" + published.path("source_hash"))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertThat(source).isEqualTo(CODE);
        Api.asService().get("/internal/sources/" + "0".repeat(64)).then().statusCode(404);
        Api.asService().get("/internal/sources/..%2Fsecret").then().statusCode(404);
        assertThat(providersOfAllVersions()).contains("acme/internal");
        String first = Api.asService().get("/internal/versions?limit=1").path("next");
        List<String> rest =
                Api.asService().get("/internal/versions?after=" + first).path("items.id");
        assertThat(rest).doesNotContain(first).isSorted();
    }

    private static List<String> providersOfAllVersions() {
        List<String> providers = new ArrayList<>();
        String next = "";
        while (next != null) {
            Response page = Api.asService().get("/internal/versions?limit=500&after=" + next);
            providers.addAll(page.path("items.provider"));
            next = page.path("next");
        }
        return providers;
    }

    @Test
    void nobodyElseDoes() {
        for (String route : List.of("/internal/versions", "/internal/sources/" + Packages.sha256(CODE))) {
            Api.as(Tokens.ACME).get(route).then().statusCode(401).body("code", equalTo("unauthenticated"));
        }
        Api.as(Tokens.ACME).post("/internal/resync").then().statusCode(401);
    }
}
