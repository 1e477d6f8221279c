package io.slipway.registry.contract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.apicheck.ApiContract;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.release.Imports;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** import-release.txt, which is the contract, field by field. Additions are allowed, changes are not. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ReleaseSeedTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RELEASES = "/api/v1/catalog/releases/";
    private static final String ABSENT = "/absent";

    /** Each field of the page, of the request and of the answer. */
    private static final String FIELDS = """
            path     projectIdentifier               string   required
            header   X-Project-Token                 string   optional
            body     /name                           string   optional
            body     /version                        string   required
            body     /tag                            string   optional
            body     /createdAt                      string   required
            body     /project                        string   required
            body     /projectIdentifier              object   optional
            body     /status                         string   optional
            body     /releaseNotes                   string   optional
            body     /author                         string   required
            body     /metadata                       object   optional
            body     /artifacts                      object[] required
            body     /artifacts/0/name               string   required
            body     /artifacts/0/platform           string   optional
            body     /artifacts/0/size               int64    required
            body     /artifacts/0/sha256             string   required
            body     /artifacts/0/downloadUrl        string   required
            body     /artifacts/0/isExecutable       boolean  optional
            body     /artifacts/0/arguments          string   optional
            body     /artifacts/0/metadata           object   optional
            body     /dockerImages                   object[] optional
            body     /dockerImages/0/name            string   required
            body     /dockerImages/0/imageUrl        string   required
            body     /dockerImages/0/platform        string   optional
            body     /dockerImages/0/metadata        object   optional
            body     /dependencies                   object[] optional
            body     /dependencies/0/catalogId       string   required
            body     /dependencies/0/name            string   required
            body     /dependencies/0/version         string   required
            answer   /catalogId                      string   required
            answer   /name                           string   required
            answer   /version                        string   required
            answer   /status                         string   required
            answer   /warnings                       object[] optional
            answer   /warnings/0/artifactName        string   required
            answer   /warnings/0/message             string   required
            answer   /warnings/0/expectedSha256      string   required
            answer   /warnings/0/actualSha256        string   optional
            answer   /message                        string   required
            """;

    /** @param where path, header, body or answer. @param at a name, or a JSON Pointer */
    private record Field(String where, String at, String type, boolean required) {
        static Field of(String row) {
            String[] cells = row.strip().split(" +");
            return new Field(cells[0], cells[1], cells[2], cells[3].equals("required"));
        }

        String name() {
            return at.substring(at.lastIndexOf('/') + 1);
        }

        String parent() {
            return at.substring(0, at.lastIndexOf('/'));
        }
    }

    private static List<Field> fields(String where) {
        return FIELDS.lines()
                .map(Field::of)
                .filter(field -> field.where().equals(where))
                .toList();
    }

    @Test
    void theTableIsThePage() {
        assertThat(read(PublishSeedTest.page("import-release.txt")))
                .containsExactlyElementsOf(FIELDS.lines().map(Field::of).toList());
    }

    private static List<Field> read(String page) {
        Pattern field = Pattern.compile("([A-Za-z0-9-]+) (string|object|int64|boolean)(required)?");
        List<String> lines = page.lines()
                .map(line -> line.replaceFirst("^\\s*•?", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        List<Field> fields = new ArrayList<>();
        Deque<String> arrays = new ArrayDeque<>(List.of(""));
        String where = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher one = field.matcher(line);
            where = switch (line) {
                case "Path Parameters" -> "path";
                case "Header Parameters" -> "header";
                case "Body" -> "body";
                case "Responses" -> "answer";
                default -> where;
            };
            boolean isArray = i + 1 < lines.size() && lines.get(i + 1).equals("object[]");
            if (one.matches() || isArray) {
                boolean pointed = where.equals("body") || where.equals("answer");
                String at = pointed ? arrays.peek() + "/" + (isArray ? line : one.group(1)) : one.group(1);
                boolean required = isArray ? lines.get(i + 2).equals("required") : one.group(3) != null;
                fields.add(new Field(where, at, isArray ? "object[]" : one.group(2), required));
            } else if (line.endsWith("Array [")) {
                arrays.push(fields.getLast().at() + "/0");
            } else if (line.endsWith("]") && !line.endsWith("[]")) {
                arrays.pop();
            }
        }
        return fields;
    }

    @ParameterizedTest
    @MethodSource("inBodies")
    void theDescriptionHasTheField(String where, String at) {
        Field stated = field(where, at);
        ApiContract contract = ContractFilter.contract();
        JsonNode schema = contract.resolved(operation(contract)
                .node()
                .at(
                        where.equals("body")
                                ? "/requestBody/content/application~1json/schema"
                                : "/responses/200/content/application~1json/schema"));
        JsonNode owner = schema;
        for (String part : stated.parent().split("/")) {
            if (!part.isEmpty()) {
                JsonNode next = part.equals("0")
                        ? owner.path("items")
                        : owner.path("properties").path(part);
                owner = contract.resolved(next);
            }
        }
        JsonNode ours = contract.resolved(owner.path("properties").path(stated.name()));

        assertThat(type(ours)).isEqualTo(stated.type());
        boolean required = owner.path("required").valueStream().anyMatch(one -> one.asText()
                .equals(stated.name()));
        if (where.equals("body")) {
            assertThat(required).isEqualTo(stated.required());
        } else {
            assertThat(required).as("every answer of ours has every field").isTrue();
            assertThat(isNullable(ours)).isEqualTo(at.equals("/warnings/0/actualSha256"));
        }
    }

    static Stream<Arguments> inBodies() {
        return Stream.of("body", "answer")
                .flatMap(where -> fields(where).stream())
                .map(field -> Arguments.of(field.where(), field.at()));
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        String word = type.isArray() ? type.path(0).asText() : type.asText();
        return switch (word) {
            case "integer" -> schema.path("format").asText();
            case "array" -> "object[]";
            default -> word;
        };
    }

    private static boolean isNullable(JsonNode schema) {
        return schema.path("type").valueStream().anyMatch(type -> type.asText().equals("null"));
    }

    @Test
    void thePathAndTheHeaderAreDescribed() {
        ApiOperation operation = operation(ContractFilter.contract());
        assertThat(operation.node().at("/requestBody/required").asBoolean()).isTrue();
        Stream.concat(fields("path").stream(), fields("header").stream())
                .forEach(field -> assertThat(operation.node().path("parameters").valueStream())
                        .anySatisfy(parameter -> {
                            assertThat(parameter.path("name").asText()).isEqualTo(field.at());
                            assertThat(parameter.path("in").asText()).isEqualTo(field.where());
                            assertThat(parameter.path("required").asBoolean()).isEqualTo(field.required());
                            assertThat(parameter.at("/schema/type").asText()).isEqualTo(field.type());
                        }));
    }

    @ParameterizedTest
    @MethodSource("ofTheBody")
    void withoutTheFieldItIsTakenOrRefused(String at) throws Exception {
        Field stated = field("body", at);
        ObjectNode document = document("seed-without");
        ((ObjectNode) document.at(stated.parent())).remove(stated.name());

        Response answer = sent("seed-without", document);

        if (stated.required()) {
            answer.then().statusCode(422).body("errors[0].field", equalTo(at));
        } else {
            answer.then().statusCode(200);
        }
    }

    /** Null is not there. */
    @ParameterizedTest
    @MethodSource("ofTheBody")
    void aNullIsAsIfItWereLeftOut(String at) throws Exception {
        Field stated = field("body", at);
        ObjectNode document = document("seed-null");
        ((ObjectNode) document.at(stated.parent())).putNull(stated.name());

        assertThat(sent("seed-null", document).statusCode()).isEqualTo(stated.required() ? 422 : 200);
    }

    static Stream<String> ofTheBody() {
        return fields("body").stream().map(Field::at);
    }

    /** What is kept of each field, and where it comes out again: as it was, but for what the registry knows better. */
    @ParameterizedTest
    @MethodSource("ofTheBody")
    void theFieldComesOutAgain(String at) throws Exception {
        String id = sent("seed-kept", document("seed-kept")).path("catalogId");
        JsonNode given = document("seed-kept").at(at);
        JsonNode exported = JSON.readTree(Imports.export(Tokens.ACME, id).asString());
        JsonNode shown = JSON.readTree(Api.as(Tokens.ACME).get(RELEASES + id).asString());

        switch (at) {
            case "/project" -> assertThat(exported.at(at).asText()).isEqualTo("acme/seed-kept");
            case "/projectIdentifier" -> assertThat(exported.at(at).isNull()).isTrue();
            case "/status" -> {
                assertThat(given.asText()).isEqualTo("released");
                assertThat(exported.at(at).asText()).isEqualTo("draft");
            }
            case "/artifacts", "/artifacts/0/downloadUrl" ->
                assertThat(exported.at("/artifacts/0/downloadUrl").asText()).contains("/packages/");
            default -> assertThat(exported.at(at)).isEqualTo(given);
        }
        String where = at.equals("/artifacts/0/downloadUrl") || at.equals("/projectIdentifier") ? ABSENT : at;
        if (!given.isObject()
                && !given.isArray()
                && !List.of("/project", "/status").contains(at)) {
            assertThat(shown.at(where)).isEqualTo(where.equals(ABSENT) ? shown.path("absent") : given);
        }
    }

    @Test
    void theAnswerIsOneOfADraft() throws Exception {
        Response answer = sent("seed-answer", document("seed-answer"));

        answer.then().statusCode(200).body("warnings", hasSize(0)).body("status", equalTo("draft"));
        JsonNode body = JSON.readTree(answer.asString());
        fields("answer").stream()
                .filter(field -> field.parent().isEmpty())
                .forEach(field ->
                        assertThat(body.has(field.name())).as(field.name()).isTrue());
        assertThat(body.path("name").asText()).isEqualTo("Seed 1.0.0");
        assertThat(body.path("version").asText()).isEqualTo("1.0.0");
        Api.as(Tokens.ACME)
                .get(RELEASES + body.path("catalogId").asText())
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsOtherThanItsHashIsWarnedOfWithBoth() throws Exception {
        ObjectNode document = document("seed-warned");
        ObjectNode artifact = (ObjectNode) document.at("/artifacts/0");
        String expected = "0".repeat(64);
        artifact.put("sha256", expected);
        ObjectNode gone = artifact.deepCopy();
        gone.put("name", "gone.bin").put("sha256", "1".repeat(64));
        gone.put("downloadUrl", artifact.path("downloadUrl").asText() + "-nowhere");
        ((ArrayNode) document.path("artifacts")).add(gone);

        JsonNode warnings =
                JSON.readTree(sent("seed-warned", document).asString()).path("warnings");

        assertThat(warnings).hasSize(2);
        JsonNode other = warnings.path(0);
        fields("answer").stream()
                .filter(field -> field.parent().equals("/warnings/0"))
                .forEach(field -> assertThat(other.path(field.name()).isTextual())
                        .as(field.name())
                        .isTrue());
        assertThat(other.path("artifactName").asText()).isEqualTo("seed.bin");
        assertThat(other.path("message").asText()).contains("Checksum mismatch");
        assertThat(other.path("expectedSha256").asText()).isEqualTo(expected);
        assertThat(other.path("actualSha256").asText()).isEqualTo(Packages.sha256(bytes()));
        assertThat(warnings.path(1).path("artifactName").asText()).isEqualTo("gone.bin");
        assertThat(warnings.path(1).path("message").asText()).contains("404");
        assertThat(warnings.path(1).path("actualSha256").isNull()).isTrue();
    }

    /** "creating or updating": of the same project and version there is one draft. */
    @Test
    void aSecondImportChangesTheDraft() throws Exception {
        String first = sent("seed-twice", document("seed-twice")).path("catalogId");
        ObjectNode changed = document("seed-twice");
        changed.put("releaseNotes", "Others.").put("tag", "v1").putArray("dependencies");
        ((ObjectNode) changed.at("/artifacts/0")).put("name", "other.bin");

        Response second = sent("seed-twice", changed);

        second.then().statusCode(200).body("catalogId", equalTo(first)).body("status", equalTo("draft"));
        Api.as(Tokens.ACME)
                .get(RELEASES + first)
                .then()
                .body("releaseNotes", equalTo("Others."))
                .body("tag", equalTo("v1"))
                .body("dependencies", hasSize(0))
                .body("artifacts.name", equalTo(List.of("other.bin")));
        assertThat(sent("seed-twice", document("seed-twice").put("version", "1.0.1"))
                        .<String>path("catalogId"))
                .isNotEqualTo(first);
    }

    /** Nobody says of himself that he is somebody else, nor where a release comes from. */
    @Test
    void originAndActorAreTheRegistrys() throws Exception {
        String owner = Api.as(Tokens.ACME).get("/organizations/me").path("actor");
        for (String field : List.of("origin", "actor", "actorId", "createdBy")) {
            sent("seed-actor", document("seed-actor").put(field, "user:usr_somebody"))
                    .then()
                    .statusCode(400);
        }
        ObjectNode document = document("seed-actor").put("author", "eve@example.com");
        ((ObjectNode) document.path("metadata")).put("origin", "published").put("actor", "user:usr_eve");
        String id = sent("seed-actor", document).path("catalogId");

        Response shown = Api.as(Tokens.ACME).get(RELEASES + id);
        shown.then()
                .body("origin", equalTo("imported"))
                .body("author", equalTo("eve@example.com"))
                .body("metadata.actor", equalTo("user:usr_eve"));
        assertThat(shown.<String>path("actor")).isNotNull().isEqualTo(owner);
        List<Map<String, Object>> entries = Api.as(Tokens.ACME)
                .queryParam("action", "release.imported")
                .get("/audit")
                .path("items");
        assertThat(entries)
                .filteredOn(entry -> entry.get("subject").equals("acme/seed-actor@1.0.0"))
                .extracting(entry -> entry.get("actor"))
                .containsOnly(shown.<String>path("actor"));
    }

    @Test
    void theProjectTokenIsAToken() throws Exception {
        String path = RELEASES + "project/seed-token/import";
        for (Map.Entry<String, Integer> token :
                Map.of(Tokens.ACME, 200, "slp_nobody", 401).entrySet()) {
            RestAssured.given()
                    .header("X-Project-Token", token.getKey())
                    .contentType("application/json")
                    .body(document("seed-token").toString())
                    .post(path)
                    .then()
                    .statusCode(token.getValue());
        }
    }

    @Test
    void aProjectIsNamedByItsNameOrId() throws Exception {
        Api.release("acme/seed-named", "0.1.0");
        String id = Api.as(Tokens.ACME).get("/providers/acme/seed-named").path("id");
        List<String> drafts = new ArrayList<>();
        for (String name : List.of("seed-named", "acme/seed-named", id)) {
            drafts.add(sent(name, document("seed-named").put("project", name)).path("catalogId"));
        }
        assertThat(drafts).doesNotContainNull().containsOnly(drafts.getFirst());
    }

    /** By its id, or where that is another registry's, by name and version. */
    @Test
    void dependenciesAreResolvedByTheirCatalogId() throws Exception {
        String draft = sent("seed-needed", document("seed-needed")).path("catalogId");
        ObjectNode document = document("seed-needing");
        ((ObjectNode) document.at("/dependencies/0"))
                .put("catalogId", draft)
                .put("name", "a/b")
                .put("version", "9.9.9");

        sent("seed-needing", document).then().body("unresolved_dependencies.catalogId", equalTo(List.of(draft)));
        Imports.release(Tokens.ACME, draft).then().statusCode(200);
        sent("seed-needing", document.put("tag", "again")).then().body("unresolved_dependencies", hasSize(0));

        Api.release("acme/seed-published", "1.0.0");
        String version = Api.version(Tokens.ACME, "acme/seed-published", "1.0.0")
                .extract()
                .path("id");
        ((ObjectNode) document.at("/dependencies/0")).put("catalogId", version.replace("prv_", "rel_"));
        sent("seed-needing", document.put("tag", "published")).then().body("unresolved_dependencies", hasSize(0));
        ((ObjectNode) document.at("/dependencies/0"))
                .put("catalogId", "rel_elsewhere")
                .put("name", "acme/seed-published")
                .put("version", "1.0.0");
        sent("seed-needing", document.put("tag", "named")).then().body("unresolved_dependencies", hasSize(0));
    }

    private static Field field(String where, String at) {
        return fields(where).stream()
                .filter(field -> field.at().equals(at))
                .findFirst()
                .orElseThrow();
    }

    private static ApiOperation operation(ApiContract contract) {
        return contract.find("POST", RELEASES + "project/hello/import").orElseThrow();
    }

    private static byte[] bytes() {
        return "what the seed's artifact is".getBytes(UTF_8);
    }

    /** All fields, each with a value that nothing else has. */
    private static ObjectNode document(String project) throws Exception {
        Map<String, Object> artifact = Imports.artifact("seed.bin", bytes(), Imports.serve("seed", bytes()));
        Map<String, Object> document = new LinkedHashMap<>(Imports.document(project, "1.0.0", artifact));
        document.put("name", "Seed 1.0.0");
        document.put("metadata", new HashMap<>(Map.of("commit", "0123abc", "deep", List.of(Map.of("n", 1.5)))));
        document.put(
                "dockerImages",
                List.of(Map.of(
                        "name",
                        "app",
                        "imageUrl",
                        "ghcr.io/acme/app@sha256:" + "e".repeat(64),
                        "platform",
                        "linux/amd64",
                        "metadata",
                        Map.of("layers", 3))));
        document.put(
                "dependencies", List.of(Map.of("catalogId", "rel_seed", "name", "acme/seed-none", "version", "3.2.1")));
        return (ObjectNode) JSON.readTree(new com.google.gson.Gson().toJson(document));
    }

    private static Response sent(String project, ObjectNode document) {
        return Api.as(Tokens.ACME)
                .urlEncodingEnabled(false)
                .contentType("application/json")
                .body(document.toString())
                .post(RELEASES + "project/" + project.replace("/", "%2F") + "/import");
    }
}
