package io.slipway.registry.contract;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.apicheck.ApiContract;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.nullValue;

/** upload-version.txt, which is the contract, table by table. Additions that may be left out are allowed. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class UploadSeedTest {
    /** @param words what it is for: the tables give no types */
    private record Parameter(String name, boolean required, String words) {

        Set<String> types() {
            return required ? Set.of(type()) : Set.of(type(), "null");
        }

        private String type() {
            if (words.matches("(Create version even|Set this|Force).*")) {
                return "boolean";
            }
            if (words.startsWith("Array of")) {
                return "array";
            }
            if (words.endsWith("contents")) {
                return "object";
            }
            return words.endsWith("size") ? "integer" : "string";
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST, /providers/org/name/versions/upload-url, Step 1: Get upload URL, Step 2, 4",
        "POST, /providers/org/name/versions/confirm, Step 2: Confirm upload, Download version, 9",
        "PUT, /providers/org/name/versions/active, Set active version, Delete version, 1"
    })
    void theBodyHasTheParameters(String method, String path, String heading, String next, int parameters) {
        ApiContract contract = ContractFilter.contract();
        JsonNode body = contract.resolved(
                contract.find(method, path).orElseThrow().node().at("/requestBody/content/application~1json/schema"));
        List<Parameter> stated = table(heading, next);
        Set<String> required =
                body.path("required").valueStream().map(JsonNode::asText).collect(Collectors.toSet());

        assertThat(stated).hasSize(parameters);
        assertThat(stated).allSatisfy(parameter -> {
            JsonNode ours = body.path("properties").path(parameter.name());
            assertThat(ours.isMissingNode()).isFalse();
            assertThat(required.contains(parameter.name())).isEqualTo(parameter.required());
            assertThat(types(contract, ours)).isEqualTo(parameter.types());
        });
        assertThat(stated)
                .filteredOn(Parameter::required)
                .extracting(Parameter::name)
                .containsExactlyInAnyOrderElementsOf(required);
    }

    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({"/providers/org/name/versions/upload-url, force", "/providers/org/name/versions/confirm, set_as_active"
    })
    void whatIsLeftOutIsFalse(String path, String name) {
        ApiContract contract = ContractFilter.contract();
        JsonNode body = contract.resolved(
                contract.find("POST", path).orElseThrow().node().at("/requestBody/content/application~1json/schema"));

        assertThat(body.path("properties").path(name).path("default")).isEqualTo(BooleanNode.FALSE);
    }

    /** The page names what comes back: signed URLs of both files, or the version that is there already, and versions. */
    @Test
    void theAnswersHaveTheFields() throws IOException {
        byte[] code = Packages.hello("upload seed");
        String provider = "acme/upload-seed";
        Map<String, Object> asked = Uploads.of("2026.06.10-153042", code);

        Response urls = Uploads.request(Tokens.ACME, provider, asked);
        urls.then().statusCode(201).body("duplicate", equalTo(false), "upload_id", matchesPattern("upl_.+"));
        for (String file : List.of("package", "lockfile")) {
            Map<String, Object> target = urls.path("'" + file + "'");
            assertThat(target).containsOnlyKeys("method", "url", "headers", "storage_path", "expires_at");
            assertThat(target).containsEntry("method", "PUT");
        }
        assertThat(Uploads.put(urls, "package", code)).isEqualTo(204);

        Response confirmed =
                Uploads.confirm(Tokens.ACME, provider, Uploads.confirmation(urls, "2026.06.10-153042", code));
        confirmed.then().statusCode(202).body("status", equalTo("building"));
        mustHaveTheFieldsOfAVersion(confirmed);
        BuildState build = Api.succeeded(confirmed, provider, "2026.06.10-153042");
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus(provider, "2026.06.10-153042", "published");

        Response duplicate = Uploads.request(Tokens.ACME, provider, asked);
        duplicate.then().statusCode(200).body("duplicate", equalTo(true), "version.id", equalTo(confirmed.path("id")));
        duplicate.then().body("upload_id", nullValue(), "'package'", nullValue(), "lockfile", nullValue());
        readActivateDelete("/providers/" + provider + "/versions/", confirmed.path("id"), code);
    }

    private static void readActivateDelete(String versions, String id, byte[] code) throws IOException {
        String number = "2026.06.10-153042";
        Api.as(Tokens.ACME)
                .get(versions + number + "/download?redirect=false")
                .then()
                .statusCode(200)
                .body("'package'.sha256", equalTo(Packages.sha256(code)), "lockfile", nullValue());
        // Not set_as_active: left out, it is false.
        Api.as(Tokens.ACME).get(versions + "active").then().statusCode(404).body("code", equalTo("no_active_version"));
        Response active = Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("versionId", id))
                .put(versions + "active");
        active.then().statusCode(200).body("id", equalTo(id));
        mustHaveTheFieldsOfAVersion(active);
        assertThat(Api.as(Tokens.ACME).get(versions + "active").asString()).isEqualTo(active.asString());
        Api.as(Tokens.ACME).delete(versions + number).then().statusCode(409);
        Api.as(Tokens.ACME).delete(versions + "active").then().statusCode(204);
        Api.as(Tokens.ACME).delete(versions + number).then().statusCode(204).body(emptyString());
    }

    private static void mustHaveTheFieldsOfAVersion(Response answer) throws IOException {
        List<String> page = PublishSeedTest.page("publish-version.txt")
                .lines()
                .map(String::strip)
                .toList();
        JsonNode version = new ObjectMapper().readTree(answer.asString());
        assertThat(SeedField.read(page.subList(page.indexOf("Response"), page.size())))
                .extracting(SeedField::name)
                .hasSize(13)
                .allMatch(version::has);
    }

    private static List<Parameter> table(String heading, String next) {
        String page = PublishSeedTest.page("upload-version.txt");
        int from = page.indexOf(heading);
        return page.substring(from, page.indexOf(next, from + heading.length()))
                .lines()
                .filter(line -> line.contains(" | body | "))
                .map(line -> line.split(" \\| "))
                .map(cells -> new Parameter(cells[0], cells[2].equals("Yes"), cells[3].replaceAll("[\\s|]+$", "")))
                .toList();
    }

    private static Set<String> types(ApiContract contract, JsonNode property) {
        JsonNode type = contract.resolved(property).path("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::asText).collect(Collectors.toSet())
                : Set.of(type.asText());
    }
}
