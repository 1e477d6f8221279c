package io.slipway.registry.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** import-release.txt by what it does. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ReleaseImportTest {
    private static final String CATALOG = "/api/v1/catalog";

    @Test
    void aDraftIsVerifiedReleasedAndExported() {
        byte[] code = Packages.hello("imported");
        byte[] extra = "extra".getBytes(UTF_8);
        Map<String, Object> document = Imports.document(
                "acme/rel-whole",
                "1.0.0",
                Imports.artifact("rel-whole.tar.gz", code, Imports.serve("whole", code)),
                Imports.artifact("extra.txt", extra, Imports.serve("extra", extra)));
        Response imported = Imports.send(Tokens.ACME, "acme/rel-whole", document);
        imported.then()
                .statusCode(200)
                .body("catalogId", startsWith("rel_"))
                .body("name", equalTo("A release"))
                .body("version", equalTo("1.0.0"))
                .body("status", equalTo("draft"))
                .body("warnings", empty())
                .body("unresolved_dependencies", empty())
                .body("message", containsString("complete"));
        String id = imported.path("catalogId");
        Api.as(Tokens.ACME)
                .get(CATALOG + "/releases/" + id)
                .then()
                .statusCode(200)
                .body("verified", equalTo(true))
                .body("origin", equalTo("imported"))
                .body("actor", notNullValue())
                .body("artifacts.state", equalTo(List.of("verified", "verified")));
        Imports.release(Tokens.ACME, id)
                .then()
                .statusCode(200)
                .body("status", equalTo("released"))
                .body("versionId", startsWith("prv_"));
        Api.version(Tokens.ACME, "acme/rel-whole", "1.0.0")
                .statusCode(200)
                .body("source_hash", equalTo(Packages.sha256(code)))
                .body("changelog", equalTo("Says hello.\nAnd more."));
        Imports.release(Tokens.ACME, id).then().statusCode(200);
        Imports.send(Tokens.ACME, "acme/rel-whole", document)
                .then()
                .statusCode(409)
                .body("code", equalTo("already_released"));
        Response exported = Imports.export(Tokens.ACME, id);
        exported.then().statusCode(200).body("status", equalTo("released")).body("artifacts", hasSize(2));
        assertThat(Uploads.get(exported.path("artifacts[0].downloadUrl")).body())
                .isEqualTo(code);
        Response found =
                Api.as(Tokens.ACME).redirects().follow(false).get(CATALOG + "/releases/" + id + "/artifacts/extra.txt");
        assertThat(Uploads.get(found.header("Location")).body()).isEqualTo(extra);
        assertThat(found.statusCode()).isEqualTo(302);
    }

    @Test
    void theSameArrivesElsewhere() {
        byte[] code = Packages.hello("there and back");
        Map<String, Object> document = Imports.document(
                "acme/rel-trip", "1.0.0", Imports.artifact("a.tar.gz", code, Imports.serve("trip", code)));
        document.put(
                "dockerImages",
                List.of(Map.of("name", "app", "imageUrl", "ghcr.io/acme/app@sha256:" + "c".repeat(64))));
        document.put("dependencies", List.of(Map.of("catalogId", "rel_x", "name", "acme/none", "version", "1.0.0")));
        Response imported = Imports.send(Tokens.ACME, "acme/rel-trip", document);
        imported.then()
                .statusCode(200)
                .body("unresolved_dependencies", hasSize(1))
                .body("warnings", empty());
        Imports.release(Tokens.ACME, imported.path("catalogId")).then().statusCode(200);
        Map<String, Object> first = exported(Tokens.ACME, imported.path("catalogId"));
        List<Map<String, Object>> files = files(first);
        files.getFirst().put("downloadUrl", Imports.serve("trip", code));
        first.put("project", "rel-trip");
        Response again = Imports.send(Tokens.GLOBEX, "rel-trip", first);
        again.then().statusCode(200).body("warnings", empty());
        Imports.release(Tokens.GLOBEX, again.path("catalogId")).then().statusCode(200);
        Map<String, Object> second = exported(Tokens.GLOBEX, again.path("catalogId"));
        assertThat(plain(second)).isEqualTo(plain(first));
    }

    @Test
    void aVersionThatWasPublishedHereIsARelease() {
        Api.release("acme/rel-published", "1.0.0");
        String version = Api.version(Tokens.ACME, "acme/rel-published", "1.0.0")
                .extract()
                .path("id");
        String id = version.replace("prv_", "rel_");
        Api.as(Tokens.ACME)
                .get(CATALOG + "/releases/" + id)
                .then()
                .statusCode(200)
                .body("origin", equalTo("published"))
                .body("versionId", equalTo(version));
        Map<String, Object> document = exported(Tokens.ACME, id);
        document.put("project", "globex/rel-published");
        String url = (String) files(document).getFirst().get("downloadUrl");
        files(document)
                .getFirst()
                .put("downloadUrl", Imports.serve("published", Uploads.get(url).body()));
        Response imported = Imports.send(Tokens.GLOBEX, "globex/rel-published", document);
        imported.then().statusCode(200).body("warnings", empty());
        Imports.release(Tokens.GLOBEX, imported.path("catalogId")).then().statusCode(200);
        assertThat(Api.version(Tokens.GLOBEX, "globex/rel-published", "1.0.0")
                        .extract()
                        .<String>path("source_hash"))
                .isEqualTo(Api.version(Tokens.ACME, "acme/rel-published", "1.0.0")
                        .extract()
                        .path("source_hash"));
        Imports.send(Tokens.ACME, "rel-published", Imports.document("rel-published", "1.0.0"))
                .then()
                .statusCode(409)
                .body("code", equalTo("already_released"));
    }

    @Test
    void whatDoesNotMatchIsWarnedOfAndMended() {
        byte[] code = Packages.hello("mended");
        String url = Imports.serve("mended", "other".getBytes(UTF_8));
        Map<String, Object> document =
                Imports.document("acme/rel-mended", "1.0.0", Imports.artifact("a.tar.gz", code, url));
        Response imported = Imports.send(Tokens.ACME, "rel-mended", with(document, "project", "rel-mended"));
        imported.then()
                .statusCode(200)
                .body("warnings[0].artifactName", equalTo("a.tar.gz"))
                .body("warnings[0].expectedSha256", equalTo(Packages.sha256(code)))
                .body("warnings[0].actualSha256", equalTo(Packages.sha256("other".getBytes(UTF_8))));
        Imports.release(Tokens.ACME, imported.path("catalogId"))
                .then()
                .statusCode(409)
                .body("code", equalTo("release_unverified"));
        Imports.export(Tokens.ACME, imported.path("catalogId")).then().statusCode(409);
        Imports.serve("mended", code);
        Imports.send(Tokens.ACME, "rel-mended", document)
                .then()
                .statusCode(200)
                .body("warnings", empty())
                .body("catalogId", equalTo(imported.path("catalogId")));
        Imports.serve("mended", new byte[0]);
        Imports.send(Tokens.ACME, "rel-mended", with(document, "tag", "another"))
                .then()
                .statusCode(200)
                .body("warnings", empty());
        Api.as(Tokens.ACME)
                .delete(CATALOG + "/releases/" + imported.path("catalogId"))
                .then()
                .statusCode(204);
        Api.as(Tokens.ACME)
                .get(CATALOG + "/releases/" + imported.path("catalogId"))
                .then()
                .statusCode(404);
    }

    @Test
    void bytesThatWereSentAreNotFetched() {
        byte[] code = Packages.hello("sent");
        String path = CATALOG + "/releases/project/rel-sent/artifacts/";
        Api.as(Tokens.ACME)
                .contentType("application/octet-stream")
                .body(code)
                .put(path + Packages.sha256(new byte[0]))
                .then()
                .statusCode(422)
                .body("code", equalTo("upload_mismatch"));
        Api.as(Tokens.ACME)
                .contentType("application/octet-stream")
                .body(code)
                .put(path + Packages.sha256(code))
                .then()
                .statusCode(204);
        Map<String, Object> document =
                Imports.document("rel-sent", "1.0.0", Imports.artifact("a.tar.gz", code, "http://nowhere.invalid/a"));
        Imports.send(Tokens.ACME, "rel-sent", document).then().statusCode(200).body("warnings", empty());
        document.put("project", "globex/rel-sent");
        Imports.send(Tokens.GLOBEX, "rel-sent", document)
                .then()
                .statusCode(200)
                .body("warnings", hasSize(1))
                .body("warnings[0].actualSha256", nullValue());
    }

    @Test
    void itCanBeWaitedFor() {
        byte[] code = Packages.hello("later");
        Map<String, Object> document = Imports.document(
                "rel-later", "1.0.0", Imports.artifact("a.tar.gz", code, Imports.serve("later", code)));
        Response accepted = Api.as(Tokens.ACME)
                .header("Prefer", "respond-async")
                .contentType("application/json")
                .body(document)
                .post(CATALOG + "/releases/project/rel-later/import");
        accepted.then().statusCode(202).body("id", startsWith("imp_"));
        String location = accepted.header("Location").replaceFirst("^https?://[^/]+", "");
        await().until(() -> Api.as(Tokens.ACME).get(location).path("state"), equalTo("succeeded"));
        Api.as(Tokens.ACME)
                .get(location)
                .then()
                .body("result.warnings", empty())
                .body("done", equalTo(1));
        Api.as(Tokens.GLOBEX).get(location).then().statusCode(404);
    }

    @Test
    void aHundredAtOnceAreOneDraft() throws Exception {
        byte[] code = Packages.hello("crowd");
        Map<String, Object> document = Imports.document(
                "rel-crowd", "1.0.0", Imports.artifact("a.tar.gz", code, Imports.serve("crowd", code)));
        List<Callable<Response>> requests = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            requests.add(() -> Imports.send(Tokens.ACME, "rel-crowd", document));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(100)) {
            List<String> ids = new ArrayList<>();
            for (Future<Response> answer : threads.invokeAll(requests)) {
                assertThat(answer.get().statusCode()).isEqualTo(200);
                ids.add(answer.get().path("catalogId"));
            }
            assertThat(ids).containsOnly(ids.getFirst());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/a", "https://localhost/a", "https://[::1]/a", "https://[::ffff:169.254.169.254]/a",
                "https://2130706433/a", "https://0177.0.0.1/a", "https://0x7f.1/a", "https://10.0.0.1/a",
                "https://169.254.169.254/latest/meta-data", "http://example.com/a", "file:///etc/passwd",
                        "ftp://example.com/a",
                "https://user@example.com/a", "not a url"
            })
    void whereNobodyMayGoIsWarnedOf(String url) {
        byte[] code = Packages.hello("ssrf");
        Imports.send(
                        Tokens.ACME,
                        "rel-ssrf",
                        Imports.document("rel-ssrf", "1.0.0", Imports.artifact("a.tar.gz", code, url)))
                .then()
                .statusCode(200)
                .body("warnings[0].message", containsString("refused"))
                .body("warnings[0].actualSha256", nullValue());
    }

    @ParameterizedTest
    @CsvSource({
        "../a, /artifacts/0/name",
        "a/b, /artifacts/0/name",
        "a\\b, /artifacts/0/name",
        "'a\u0001b', /artifacts/0/name"
    })
    void namesThatLeadElsewhereAreRefused(String name, String field) {
        byte[] code = Packages.hello("names");
        Imports.send(
                        Tokens.ACME,
                        "rel-names",
                        Imports.document("rel-names", "1.0.0", Imports.artifact(name, code, "https://example.com/a")))
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo(field));
    }

    @Test
    void theProjectIsWhatTheAddressSays() {
        Imports.send(Tokens.ACME, "rel-here", Imports.document("rel-there", "1.0.0"))
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("/project"));
        Imports.send(Tokens.ACME, "globex/rel-here", Imports.document("globex/rel-here", "1.0.0"))
                .then()
                .statusCode(404);
        Api.release("acme/rel-by-id", "1.0.0");
        String id = Api.as(Tokens.ACME).get("/providers/acme/rel-by-id").path("id");
        Imports.send(Tokens.ACME, id, Imports.document("acme/rel-by-id", "2.0.0"))
                .then()
                .statusCode(200);
        Imports.send(Tokens.ACME, "rel-by-id", Imports.document(id, "2.0.0"))
                .then()
                .statusCode(200);
    }

    @Test
    void aTokenComesInEitherHeader() {
        Map<String, Object> document = Imports.document("rel-token", "1.0.0");
        String path = CATALOG + "/releases/project/rel-token/import";
        RestAssured.given()
                .header("X-Project-Token", Tokens.ACME)
                .contentType("application/json")
                .body(document)
                .post(path)
                .then()
                .statusCode(200);
        Api.as(Tokens.ACME)
                .header("X-Project-Token", Tokens.ACME)
                .contentType("application/json")
                .body(document)
                .post(path)
                .then()
                .statusCode(200);
        Api.as(Tokens.ACME)
                .header("X-Project-Token", Tokens.GLOBEX)
                .contentType("application/json")
                .body(document)
                .post(path)
                .then()
                .statusCode(401);
        RestAssured.given()
                .header("X-Project-Token", Tokens.ACME)
                .get(CATALOG + "/releases/project/rel-token")
                .then()
                .statusCode(401);
    }

    @Test
    void anImageAloneBecomesAVersion() {
        Map<String, Object> document = Imports.document("rel-image", "1.0.0");
        document.put(
                "dockerImages",
                List.of(Map.of("name", "app", "imageUrl", "ghcr.io/acme/app@sha256:" + "d".repeat(64))));
        Response imported = Imports.send(Tokens.ACME, "rel-image", document);
        imported.then().statusCode(200).body("warnings", empty());
        Imports.release(Tokens.ACME, imported.path("catalogId"))
                .then()
                .statusCode(200)
                .body("versionId", startsWith("prv_"));
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

    /** But for URLs and names of this place. */
    private static Map<String, Object> plain(Map<String, Object> document) {
        files(document).forEach(file -> file.remove("downloadUrl"));
        document.remove("project");
        return document;
    }

    private static Map<String, Object> with(Map<String, Object> document, String field, Object value) {
        document.put(field, value);
        return document;
    }
}
