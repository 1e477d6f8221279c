package io.slipway.registry.release;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.registry.custom.Customs;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Shares;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

/** Versions that go to another organization as releases: what each of both says of its version is the same. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ReleaseTripTest {
    private static final String RELEASES = "/api/v1/catalog/releases/";
    private static final byte[] LOCK = "{\"lockfileVersion\": 3}".getBytes(UTF_8);

    /** The package stays as it was sent: its own config would be another one. */
    @Test
    void aConfigThatIsNotThePackagesComesThrough() {
        String id = Customs.create(Tokens.ACME, "trip-config");
        Map<String, Object> body =
                Customs.source(Tokens.ACME, "acme/trip-config", "1.0.0", Packages.hello("trip-config"));
        Map<String, Object> schema =
                Map.of("type", "object", "properties", Map.of("name", Map.of("type", "string", "maxLength", 9)));
        body.put("config", Map.of("schema", schema, "transformer", "{ 'GREETING': 'hi ' & name }"));
        body.put("identifier", "v1.0.0");
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(body)
                .post("/custom-providers/" + id + "/versions")
                .then()
                .statusCode(201);
        built(Tokens.ACME, "acme/trip-config", "1.0.0");

        Map<String, Object> there = travelled("trip-config");

        assertThat(mark(there, "config"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("schema", schema)
                .containsEntry("transformer", "{ 'GREETING': 'hi ' & name }")
                .containsKeys("port", "health");
    }

    /** The most that a publisher may say. */
    @Test
    void allThatAPublisherSaidComesThrough() {
        byte[] code = Packages.hello("trip-whole");
        Map<String, Object> wanted = Uploads.of("1.0.0", code);
        wanted.put("package_lock_hash", Packages.sha256(LOCK));
        Response requested = Uploads.request(Tokens.ACME, "acme/trip-whole", wanted);
        Uploads.put(requested, "package", code);
        Uploads.put(requested, "lockfile", LOCK);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        Map<String, Object> packageJson = Map.of("name", "trip", "readme", "x".repeat(64 * 1024 - 40));
        confirmation.put("package_json", packageJson);
        confirmation.put("package_lock_path", requested.path("lockfile.storage_path"));
        confirmation.put("service_dependencies", List.of("acme/trip-store"));
        Uploads.confirm(Tokens.ACME, "acme/trip-whole", confirmation).then().statusCode(202);
        built(Tokens.ACME, "acme/trip-whole", "1.0.0");

        Map<String, Object> there = travelled("trip-whole");

        assertThat(mark(there, "package_json")).isEqualTo(packageJson);
        assertThat(mark(there, "service_dependencies")).isEqualTo(List.of("acme/trip-store"));
        assertThat(files(there))
                .extracting(file -> file.get("sha256"))
                .containsExactly(Packages.sha256(code), Packages.sha256(LOCK));
    }

    @Test
    void wordsOfAFormComeThrough() {
        String notes = "Bell \u0007, form feed \f,\r\nlines\tand \ud83d\ude80 to its " + "x".repeat(1000) + " end";
        Api.as(Tokens.ACME)
                .multiPart("code", "package.tar.gz", Packages.hello("trip-form"), "application/gzip")
                .multiPart("version", "1.0.0")
                .multiPart(text("changelog", notes))
                .multiPart(text("display_name", "Tr\u00efp"))
                .multiPart(text("description", "Two\nlines"))
                .multiPart(text("icon_url", "https://icons.example/a.png"))
                .multiPart(text("tags", "[\"demo\",\"f\u00fcnf\"]"))
                .post("/providers/acme/trip-form/publish")
                .then()
                .statusCode(202);
        built(Tokens.ACME, "acme/trip-form", "1.0.0");

        Map<String, Object> there = travelled("trip-form");

        assertThat(there.get("releaseNotes")).isEqualTo(notes);
        assertThat(mark(there, "display_name")).isEqualTo("Tr\u00efp");
        assertThat(mark(there, "tags")).isEqualTo(List.of("demo", "f\u00fcnf"));
        Api.as(Tokens.GLOBEX)
                .get("/providers/globex/trip-form")
                .then()
                .body("icon_url", equalTo("https://icons.example/a.png"))
                .body("description", equalTo("Two\nlines"));
    }

    /** Whoever may download a version's package may export it; nobody else learns that it is there. */
    @Test
    void othersExportWhatTheyMayRead() {
        Api.release("acme/trip-read", "1.0.0");
        String id = catalogId(Tokens.ACME, "acme/trip-read");
        Api.as(Tokens.GLOBEX)
                .get(RELEASES + id)
                .then()
                .statusCode(200)
                .body("origin", equalTo("published"))
                .body("actor", nullValue());
        Map<String, Object> document = exported(Tokens.GLOBEX, id);
        String url = (String) files(document).getFirst().get("downloadUrl");
        assertThat(Uploads.get(url).body()).isEqualTo(Packages.hello("acme/trip-read1.0.0"));
        Api.as(Tokens.GLOBEX)
                .redirects()
                .follow(false)
                .get(RELEASES + id + "/artifacts/trip-read-1.0.0.tar.gz")
                .then()
                .statusCode(302);
        Imports.release(Tokens.GLOBEX, id).then().statusCode(403);
        Api.as(Tokens.GLOBEX).delete(RELEASES + id).then().statusCode(404);

        Shares.visibility(Tokens.ACME, "acme/trip-read", "private").statusCode(200);
        for (String path : List.of("", "/export", "/artifacts/trip-read-1.0.0.tar.gz")) {
            Api.as(Tokens.GLOBEX).get(RELEASES + id + path).then().statusCode(404);
        }
        Api.as(Tokens.ACME).get(RELEASES + id + "/export").then().statusCode(200);
    }

    /** Its document was given to members; the version that it became is everybody's. */
    @Test
    void ofAnImportedReleaseOthersSeeTheVersion() {
        byte[] code = Packages.hello("trip-imported");
        Map<String, Object> document = Imports.document(
                "trip-imported",
                "1.0.0",
                Imports.artifact("a.tar.gz", code, Imports.serve("trip-imported", code)),
                Imports.artifact("b.txt", LOCK, Imports.serve("trip-extra", LOCK)));
        Response draft = Imports.send(Tokens.ACME, "trip-imported", document);
        Imports.release(Tokens.ACME, draft.path("catalogId")).then().statusCode(200);
        Api.as(Tokens.GLOBEX).get(RELEASES + draft.path("catalogId")).then().statusCode(404);
        String version = Api.version(Tokens.ACME, "acme/trip-imported", "1.0.0")
                .extract()
                .path("id");
        String id = version.replace("prv_", "rel_");
        Api.as(Tokens.GLOBEX).get(RELEASES + id).then().statusCode(404);
        built(Tokens.ACME, "acme/trip-imported", "1.0.0");

        Response shown = Api.as(Tokens.GLOBEX).get(RELEASES + id);
        shown.then().statusCode(200).body("artifacts", hasSize(1)).body("author", equalTo("acme"));
        assertThat(shown.asString()).doesNotContain("ada@example.com", "0123abc", "b.txt");
        Api.as(Tokens.ACME)
                .get(RELEASES + id)
                .then()
                .body("artifacts", hasSize(2))
                .body("author", equalTo("ada@example.com"));
    }

    @Test
    void aConfigThatCannotBeUsedIsRefusedWhereItStands() {
        byte[] code = Packages.hello("trip-bad");
        for (Map.Entry<String, Map<String, Object>> bad : Map.<String, Map<String, Object>>of(
                        "/artifacts/0/metadata/slipway/config/schema/type", Map.of("schema", Map.of("type", "string")),
                        "/artifacts/0/metadata/slipway/config/transformer", Map.of("transformer", "{{{"))
                .entrySet()) {
            Map<String, Object> artifact = Imports.artifact("a.tar.gz", code, Imports.serve("trip-bad", code));
            artifact.put("metadata", Map.of("slipway", Map.of("role", "package", "config", bad.getValue())));
            Response draft = Imports.send(Tokens.ACME, "trip-bad", Imports.document("trip-bad", "1.0.0", artifact));
            draft.then().statusCode(200);
            Imports.release(Tokens.ACME, draft.path("catalogId"))
                    .then()
                    .statusCode(422)
                    .body("errors[0].field", equalTo(bad.getKey()));
        }
    }

    /** The second URL of the same bytes is asked when the first has not given them. */
    @Test
    void theSameBytesMayBeInTwoPlaces() {
        byte[] code = Packages.hello("trip-two-places");
        Response imported = Imports.send(
                Tokens.ACME,
                "trip-two-places",
                Imports.document(
                        "trip-two-places",
                        "1.0.0",
                        Imports.artifact("a.tar.gz", code, Imports.serve("gone", code) + "-nowhere"),
                        Imports.artifact("b.tar.gz", code, Imports.serve("trip-two-places", code))));
        imported.then().statusCode(200).body("warnings", hasSize(0));
    }

    /** Whoever asks for a digest gets what has it, however another file is called. */
    @Test
    void aNameDoesNotStandBeforeADigest() {
        byte[] wanted = Packages.hello("trip-wanted");
        byte[] other = Packages.hello("trip-other");
        String digest = Packages.sha256(wanted);
        String id = Imports.send(
                        Tokens.ACME,
                        "trip-digest",
                        Imports.document(
                                "trip-digest",
                                "1.0.0",
                                Imports.artifact(digest, other, Imports.serve("trip-other", other)),
                                Imports.artifact("wanted.bin", wanted, Imports.serve("trip-wanted", wanted))))
                .path("catalogId");
        for (String asked : List.of(digest, "wanted.bin")) {
            Response found = Api.as(Tokens.ACME).redirects().follow(false).get(RELEASES + id + "/artifacts/" + asked);
            assertThat(Uploads.get(found.header("Location")).body()).isEqualTo(wanted);
        }
    }

    /** Imports acme's version as globex's of the same name, and lets it be built. @return what anybody may export of it */
    private static Map<String, Object> travelled(String name) {
        Map<String, Object> here = exported(Tokens.ACME, catalogId(Tokens.ACME, "acme/" + name));
        Map<String, Object> document = new HashMap<>(here);
        document.put("project", "globex/" + name);
        files(document).forEach(file -> {
            byte[] bytes = Uploads.get((String) file.get("downloadUrl")).body();
            file.put("downloadUrl", Imports.serve(name + file.get("name"), bytes));
        });
        Response draft = Imports.send(Tokens.GLOBEX, name, document);
        draft.then().statusCode(200).body("warnings", hasSize(0));
        Imports.release(Tokens.GLOBEX, draft.path("catalogId")).then().statusCode(200);
        built(Tokens.GLOBEX, "globex/" + name, "1.0.0");
        // What a stranger gets is not the document that was imported, but what the version itself says.
        Map<String, Object> there = exported(Tokens.ACME, catalogId(Tokens.GLOBEX, "globex/" + name));
        assertThat(plain(there)).isEqualTo(plain(here));
        return there;
    }

    /** But for URLs, the place's names, and when it was published there. */
    private static Map<String, Object> plain(Map<String, Object> document) {
        files(document).forEach(file -> file.remove("downloadUrl"));
        document.keySet().removeAll(List.of("project", "author", "createdAt"));
        return document;
    }

    private static void built(String token, String provider, String number) {
        Response version = Api.version(token, provider, number).extract().response();
        BuildState build = Api.succeeded(version, provider, number);
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        org.awaitility.Awaitility.await()
                .until(() -> Api.version(token, provider, number).extract().path("status"), equalTo("published"));
    }

    private static String catalogId(String token, String provider) {
        String id = Api.version(token, provider, "1.0.0").extract().path("id");
        return id.replace("prv_", "rel_");
    }

    private static Map<String, Object> exported(String token, String id) {
        Response exported = Imports.export(token, id);
        exported.then().statusCode(200);
        return exported.jsonPath().getMap("");
    }

    @SuppressWarnings("unchecked") // of JSON
    private static List<Map<String, Object>> files(Map<String, Object> document) {
        return (List<Map<String, Object>>) document.get("artifacts");
    }

    @SuppressWarnings("unchecked") // of JSON
    private static Object mark(Map<String, Object> document, String key) {
        Map<String, Object> metadata =
                (Map<String, Object>) files(document).getFirst().get("metadata");
        return ((Map<String, Object>) metadata.get("slipway")).get(key);
    }

    private static io.restassured.specification.MultiPartSpecification text(String name, String value) {
        return new io.restassured.builder.MultiPartSpecBuilder(value)
                .controlName(name)
                .charset(UTF_8)
                .build();
    }
}
