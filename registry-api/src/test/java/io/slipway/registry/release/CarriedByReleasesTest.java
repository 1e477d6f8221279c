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
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

/** What a version's publisher said of it, from one organization to another. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class CarriedByReleasesTest {
    private static final String RELEASES = "/api/v1/catalog/releases/";

    @Test
    void aConfigThatThePackageDoesNotSay() {
        String id = Customs.create(Tokens.ACME, "carried-config");
        Map<String, Object> body =
                Customs.source(Tokens.ACME, "acme/carried-config", "1.0.0", Packages.hello("carried"));
        body.put(
                "config",
                Map.of(
                        "schema",
                        Map.of("type", "object", "properties", Map.of("limit", Map.of("type", "integer"))),
                        "transformer",
                        "{ \"LIMIT\": limit }",
                        "port",
                        7070,
                        "health",
                        "/live"));
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(body)
                .post("/custom-providers/" + id + "/versions")
                .then()
                .statusCode(201);
        built("acme/carried-config");
        Map<String, Object> here = Imports.told(Tokens.ACME, "acme/carried-config", "1.0.0")
                .extract()
                .path("items[0].manifest");

        imported("carried-config", exported("carried-config"));

        Map<String, Object> there = Imports.told(Tokens.GLOBEX, "globex/carried-config", "1.0.0")
                .body("items[0].manifest.port", equalTo(7070))
                .extract()
                .path("items[0].manifest");
        assertThat(there).isEqualTo(here);
        Response again = Imports.export(Tokens.GLOBEX, catalogId(Tokens.GLOBEX, "globex/carried-config"));
        again.then().body("artifacts[0].metadata.slipway.config.health", equalTo("/live"));
    }

    /** As much as an upload and a publication may say. */
    @Test
    void allThatMayBeSaid() {
        byte[] code = Packages.hello("carried-most");
        Response requested = Uploads.request(Tokens.ACME, "acme/carried-most", Uploads.of("1.0.0", code));
        Uploads.put(requested, "package", code);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        String frame = "{\"description\":\"\"}";
        confirmation.put("package_json", Map.of("description", "x".repeat(64 * 1024 - frame.length())));
        confirmation.put(
                "service_dependencies",
                java.util.stream.IntStream.range(0, 100)
                        .mapToObj(i -> "needed-elsewhere/with-a-name-as-long-as-names-may-be-" + (100 + i))
                        .toList());
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(confirmation)
                .post("/providers/acme/carried-most/versions/confirm")
                .then()
                .statusCode(202);
        built("acme/carried-most");
        Map<String, Object> document = exported("carried-most");

        imported("carried-most", document);

        Map<String, Object> there =
                new HashMap<>(Imports.export(Tokens.GLOBEX, catalogId(Tokens.GLOBEX, "globex/carried-most"))
                        .jsonPath()
                        .getMap("artifacts[0].metadata"));
        assertThat(there).isEqualTo(files(document).getFirst().get("metadata"));
    }

    @Test
    void aChangelogAsItWasPublished() {
        byte[] code = Packages.hello("carried-changelog");
        String changelog = "\u001b[1mBold\u001b[0m\u0007".repeat(20_000 / 13);
        Api.as(Tokens.ACME)
                .multiPart("code", "package.tar.gz", code, "application/gzip")
                .multiPart("version", "1.0.0")
                .multiPart("changelog", changelog)
                .post("/providers/acme/carried-changelog/publish")
                .then()
                .statusCode(202);
        built("acme/carried-changelog");

        imported("carried-changelog", exported("carried-changelog"));

        Api.version(Tokens.GLOBEX, "globex/carried-changelog", "1.0.0").body("changelog", equalTo(changelog));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "greeter-   | ends with a hyphen",
                "Greeter    | has capitals",
                "versions   | is a word of routes",
                "a/b/c      | is no name",
                "admin/a    | is a reserved organization",
                "''         | is empty"
            })
    void whatNamesNoProviderIsNeededByNone(String name, String why) {
        byte[] code = Packages.hello("carried-names");
        Map<String, Object> document = Imports.document(
                "carried-names", "1.0.0", Imports.artifact("a.tar.gz", code, Imports.serve("carried-names", code)));
        files(document)
                .getFirst()
                .put("metadata", Map.of("slipway", Map.of("role", "package", "service_dependencies", List.of(name))));

        Imports.send(Tokens.ACME, "carried-names", document)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("/artifacts/0/metadata/slipway/service_dependencies"));
    }

    @ParameterizedTest
    @CsvSource({"port,0", "port,'\"80\"'", "health,'\"no-path\"'", "transformer,'\"(((\"'", "schema,'\"none\"'"})
    void aConfigThatIsNoneMakesNoVersion(String key, String json) {
        byte[] code = Packages.hello("carried-config" + key);
        String project = "carried-config-" + key;
        Map<String, Object> document =
                Imports.document(project, "1.0.0", Imports.artifact("a.tar.gz", code, Imports.serve(project, code)));
        Object value = json.startsWith("\"") ? json.substring(1, json.length() - 1) : Integer.valueOf(json);
        files(document)
                .getFirst()
                .put("metadata", Map.of("slipway", Map.of("role", "package", "config", Map.of(key, value))));

        Response answer = Imports.send(Tokens.ACME, project, document);
        if (answer.statusCode() == 200) {
            answer = Imports.release(Tokens.ACME, answer.path("catalogId"));
        }

        answer.then().statusCode(422).body("errors[0].field", equalTo("/artifacts/0/metadata/slipway/config/" + key));
    }

    private static void built(String provider) {
        Response version = Api.version(Tokens.ACME, provider, "1.0.0").extract().response();
        BuildState build = Api.succeeded(version, provider, "1.0.0");
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus(provider, "1.0.0", "published");
    }

    private static String catalogId(String token, String provider) {
        return Api.version(token, provider, "1.0.0")
                .extract()
                .<String>path("id")
                .replace("prv_", "rel_");
    }

    private static Map<String, Object> exported(String project) {
        Response document = Imports.export(Tokens.ACME, catalogId(Tokens.ACME, "acme/" + project));
        document.then().statusCode(200);
        return document.jsonPath().getMap("");
    }

    /** And released, by another organization, whose bytes these are too. */
    private static void imported(String project, Map<String, Object> document) {
        String url = (String) files(document).getFirst().get("downloadUrl");
        files(document)
                .getFirst()
                .put("downloadUrl", Imports.serve(project, Uploads.get(url).body()));
        document.put("project", project);
        Response draft = Imports.send(Tokens.GLOBEX, project, document);
        draft.then().statusCode(200).body("warnings", empty());
        assertThat(Api.as(Tokens.GLOBEX).get(RELEASES + draft.path("catalogId")).<Boolean>path("verified"))
                .isTrue();
        Imports.release(Tokens.GLOBEX, draft.path("catalogId"))
                .then()
                .statusCode(200)
                .body("versionId", startsWith("prv_"));
    }

    @SuppressWarnings("unchecked") // of JSON
    private static List<Map<String, Object>> files(Map<String, Object> document) {
        return (List<Map<String, Object>>) document.get("artifacts");
    }
}
