package io.slipway.registry.release;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.oci.TestImage;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.ImageRegistry;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

/** The images that a document names, in a registry that has them. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
@WithTestResource(ImageRegistry.class)
class ReleaseImageTest {
    private static final String RELEASES = "/api/v1/catalog/releases/";

    private final TestImage.Registry registry = ImageRegistry.open();

    @Test
    void aTagIsPinnedToTheDigestThatItHasNow() {
        String first = registry.push("ann/pinned", "1.0", image("first"));
        Map<String, Object> document = document("pin-tag", tagged("ann/pinned:1.0", "linux/amd64"));
        String id = imported(document).path("catalogId");
        assertThat(digest(id, 0)).isEqualTo(first);

        String second = registry.push("ann/pinned", "1.0", image("second"));
        assertThat(second).isNotEqualTo(first);
        document.put("tag", "another document");
        imported(document);
        assertThat(digest(id, 0)).as("what was pinned stays so").isEqualTo(first);

        Imports.release(Tokens.ACME, id).then().statusCode(200);
        Imports.export(Tokens.ACME, id)
                .then()
                .statusCode(200)
                .body("dockerImages[0].imageUrl", equalTo(registry.address() + "/ann/pinned@" + first));
        Api.version(Tokens.ACME, "acme/pin-tag", "1.0.0").body("runtime_version", equalTo(first));
    }

    @Test
    void eachPlatformHasADigestOfItsOwn() {
        String intel = registry.push("ann/both", "intel", image("intel"));
        String arm = registry.push("ann/both", "arm", image("arm").on("arm64"));
        registry.index("ann/both", "1.0", new LinkedHashMap<>(Map.of("amd64", intel, "arm64", arm)));
        String id = imported(document(
                        "pin-platform",
                        tagged("ann/both:1.0", "linux/amd64"),
                        tagged("ann/both:1.0", "linux/arm64"),
                        tagged("ann/both:1.0", "linux/arm64/v8"),
                        tagged("ann/both:1.0", "linux"),
                        tagged("ann/both:1.0", null)))
                .path("catalogId");

        assertThat(Api.as(Tokens.ACME).get(RELEASES + id).<List<String>>path("dockerImages.digest"))
                .containsExactly(intel, arm, arm, intel, intel);
        assertThat(Imports.export(Tokens.ACME, id).<List<String>>path("dockerImages.imageUrl"))
                .allSatisfy(url -> assertThat(url).startsWith(registry.address() + "/ann/both@sha256:"));
    }

    @Test
    void whatIsNotThereIsSaidAndPinnedWhenItIs() {
        registry.push("ann/late", "0.9", image("earlier"));
        Map<String, Object> document =
                document("pin-late", tagged("ann/late:1.0", null), tagged("ann/late:0.9", "windows/amd64"));
        Response draft = imported(document);
        String id = draft.path("catalogId");

        draft.then().body("message", containsString("has no digest"));
        Response release = Api.as(Tokens.ACME).get(RELEASES + id);
        release.then()
                .body("verified", equalTo(false))
                .body("dockerImages[0].state", equalTo("unreachable"))
                .body("dockerImages[0].digest", nullValue())
                .body("dockerImages[0].message", containsString("check the name"))
                .body("dockerImages[1].message", containsString("windows/amd64"));
        Imports.release(Tokens.ACME, id).then().statusCode(409).body("code", equalTo("release_unverified"));
        Imports.export(Tokens.ACME, id).then().statusCode(409);

        String digest = registry.push("ann/late", "1.0", image("late"));
        document.put("dockerImages", List.of(tagged("ann/late:1.0", null)));
        imported(document).then().body("message", containsString("complete"));
        assertThat(digest(id, 0)).isEqualTo(digest);
    }

    /** A login is nothing that a document has: its registry says so, and the draft stays one. */
    @Test
    void aRegistryThatAsksForALoginIsSaidToDoSo() {
        TestImage.Registry closed = ImageRegistry.here();
        closed.push("ann/private", "1.0", image("private"));
        Map<String, Object> document = document("pin-login");
        document.put("dockerImages", List.of(Map.of("name", "app", "imageUrl", closed.address() + "/ann/private:1.0")));
        String id = imported(document).path("catalogId");

        Response release = Api.as(Tokens.ACME).get(RELEASES + id);
        release.then().body("dockerImages[0].message", containsString("login"));
        assertThat(release.asString()).doesNotContain(ImageRegistry.PASSWORD);
    }

    private static TestImage image(String text) {
        return TestImage.of(Map.of("org.opencontainers.image.title", text), "9000/tcp");
    }

    private Map<String, Object> tagged(String reference, String platform) {
        Map<String, Object> image = new HashMap<>();
        image.put("name", "app");
        image.put("imageUrl", registry.address() + "/" + reference);
        image.put("platform", platform);
        return image;
    }

    @SafeVarargs
    private static Map<String, Object> document(String project, Map<String, Object>... images) {
        Map<String, Object> document = Imports.document(project, "1.0.0");
        document.put("dockerImages", List.of(images));
        return document;
    }

    private static Response imported(Map<String, Object> document) {
        Response answer = Imports.send(Tokens.ACME, (String) document.get("project"), document);
        answer.then().statusCode(200);
        return answer;
    }

    private static String digest(String id, int image) {
        return Api.as(Tokens.ACME).get(RELEASES + id).path("dockerImages[" + image + "].digest");
    }
}
