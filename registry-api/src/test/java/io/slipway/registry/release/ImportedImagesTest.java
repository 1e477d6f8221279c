package io.slipway.registry.release;

import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.slipway.registry.custom.Customs;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.OpenRegistry;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

/** Container images of releases, from a registry. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
@WithTestResource(OpenRegistry.class)
class ImportedImagesTest {

    @Test
    void anImageIsThatOfItsPlatform() {
        String amd64 = OpenRegistry.image("ann/many", "amd64", "amd64", Map.of());
        String arm64 = OpenRegistry.image("ann/many", "arm64", "arm64", Map.of());
        OpenRegistry.index("ann/many", "1.0", Map.of("linux/amd64", amd64, "linux/arm64/v8", arm64));

        Response draft = imported("rel-platforms", "ann/many:1.0", null);
        image(draft).body("dockerImages[0].digest", equalTo(amd64));
        imported("rel-platforms", "ann/many:1.0", "linux/arm64");
        image(draft).body("dockerImages[0].digest", equalTo(arm64));
        imported("rel-platforms", "ann/many:1.0", "linux/amd64");
        image(draft).body("dockerImages[0].digest", equalTo(amd64));
        imported("rel-platforms", "ann/many:1.0", "linux/arm64/v8");
        image(draft).body("dockerImages[0].digest", equalTo(arm64));
        imported("rel-platforms", "ann/many:1.0", "linux/arm64/v8/x");
        image(draft)
                .body("dockerImages[0].state", equalTo("unreachable"))
                .body("dockerImages[0].message", containsString("linux/arm64/v8"));
    }

    @Test
    void itsLabelsSayWhereItAnswers() {
        OpenRegistry.image(
                "ann/labelled", "1.0", "amd64", Map.of("io.slipway.port", "9123", "io.slipway.health", "/ready"));

        Response draft = imported("rel-labels", "ann/labelled:1.0", null);
        Imports.release(Tokens.ACME, draft.path("catalogId")).then().statusCode(200);

        manifest("rel-labels")
                .body("items[0].manifest.port", equalTo(9123))
                .body("items[0].manifest.health", equalTo("/ready"));
    }

    @Test
    void alsoWhenItIsNamedByItsDigest() {
        String digest = OpenRegistry.image("ann/named", "1.0", "amd64", Map.of("io.slipway.port", "9124"));

        Response draft = imported("rel-digest-labels", "ann/named@" + digest, null);
        image(draft).body("dockerImages[0].digest", equalTo(digest));
        Imports.release(Tokens.ACME, draft.path("catalogId")).then().statusCode(200);

        manifest("rel-digest-labels").body("items[0].manifest.port", equalTo(9124));
    }

    /** A version is one platform's: nobody can build one of an index. */
    @Test
    void ofAnIndexItIsTheVariant() {
        String amd64 = OpenRegistry.image("ann/indexed", "amd64", "amd64", Map.of("io.slipway.port", "9126"));
        String index = OpenRegistry.index("ann/indexed", "1.0", Map.of("linux/amd64", amd64));

        Response draft = imported("rel-indexed", "ann/indexed@" + index, null);
        image(draft).body("dockerImages[0].digest", equalTo(amd64));
        Imports.release(Tokens.ACME, draft.path("catalogId")).then().statusCode(200);

        manifest("rel-indexed").body("items[0].manifest.port", equalTo(9126));
    }

    @Test
    void labelsThatAreNoGoodAreSaid() {
        OpenRegistry.image("ann/bad-label", "1.0", "amd64", Map.of("io.slipway.port", "none"));

        Response draft = imported("rel-bad-label", "ann/bad-label:1.0", null);

        Imports.release(Tokens.ACME, draft.path("catalogId"))
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("/dockerImages/0/imageUrl"))
                .body("errors[0].message", containsString("io.slipway.port"));
    }

    @Test
    void whatARequestSaysComesBeforeTheLabels() {
        OpenRegistry.image(
                "ann/said", "1.0", "amd64", Map.of("io.slipway.port", "9125", "io.slipway.health", "/label"));
        String id = Customs.create(Tokens.ACME, "said-port");

        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of(
                        "from",
                        Map.of("type", "container", "image_ref", OpenRegistry.host() + "/ann/said:1.0"),
                        "identifier",
                        "1.0.0",
                        "config",
                        Map.of("port", 7001)))
                .post("/custom-providers/" + id + "/versions")
                .then()
                .statusCode(201);

        manifest("said-port")
                .body("items[0].manifest.port", equalTo(7001))
                .body("items[0].manifest.health", equalTo("/label"));
    }

    private static Response imported(String project, String image, String platform) {
        Map<String, Object> document = Imports.document(project, "1.0.0");
        String url = OpenRegistry.host() + "/" + image;
        document.put(
                "dockerImages",
                List.of(
                        platform == null
                                ? Map.of("name", "app", "imageUrl", url)
                                : Map.of("name", "app", "imageUrl", url, "platform", platform)));
        Response answer = Imports.send(Tokens.ACME, project, document);
        answer.then().statusCode(200);
        return answer;
    }

    private static ValidatableResponse image(Response draft) {
        return Api.as(Tokens.ACME)
                .get("/api/v1/catalog/releases/" + draft.path("catalogId"))
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse manifest(String project) {
        return Imports.told(Tokens.ACME, "acme/" + project, "1.0.0");
    }
}
