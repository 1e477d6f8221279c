package io.slipway.registry.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.release.Imports;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

/** What is read has an ETag, who has it already gets a 304, and a change for another state is refused: every operation. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ConditionalTest {
    private static final String PROVIDER = "acme/conditional";
    private static final String OTHER = "\"somethingElse\"";
    private static final int ATTEMPTS = 5;

    /** A signed address, and the bytes behind it. */
    private static final Set<String> NEW_EACH_TIME =
            Set.of("downloadVersion", "getPackage", "getArtifact", "exportRelease");

    /** Those that can be done in the state that is set up, as they come. */
    private static final Set<String> DONE =
            Set.of("deployInstallation", "releaseHold", "unyankVersion", "upgradeInstallation", "yankVersion");

    private final List<String> deviations = new ArrayList<>();

    /** What stands for the parameters of paths. */
    private final Map<String, String> at = new HashMap<>();

    @Test
    void everyOperationKeepsToIt() {
        setUp();
        List<ApiOperation> operations = ContractFilter.contract().operations();
        List<ApiOperation> reads = operations.stream()
                .filter(operation -> operation.method().equals("GET") && !NEW_EACH_TIME.contains(operation.id()))
                .toList();
        reads.forEach(this::read);
        List<ApiOperation> posts = operations.stream()
                .filter(operation -> operation.method().equals("POST") && takesIfMatch(operation))
                .toList();
        assertThat(posts).extracting(ApiOperation::id).contains("upgradeInstallation", "yankVersion");
        posts.forEach(this::refuses);
        posts.forEach(post -> letsThrough(post, reads));
        List<ApiOperation> changes = operations.stream()
                .filter(operation -> !List.of("GET", "POST").contains(operation.method()))
                .filter(change -> reads.stream().anyMatch(read -> read.path().equals(change.path()) && !isList(read)))
                .toList();
        assertThat(changes).isNotEmpty();
        changes.forEach(this::refuses);
        for (ApiOperation change : changes) {
            ApiOperation read = reads.stream()
                    .filter(one -> one.path().equals(change.path()))
                    .findFirst()
                    .orElseThrow();
            String tag = send(read, "Accept", "application/json").header("ETag");
            // Deleted by the change before, perhaps.
            int status = tag == null
                    ? 404
                    : send(change, "If-Match", OTHER + ", " + tag).statusCode();
            expect(change, "If-Match of this state, " + status, status != 412 && status < 500);
        }

        assertThat(deviations).isEmpty();
    }

    /** docs/api.md gives the reasons. */
    @Test
    void whatHasNoStateToMatchIsKnown() {
        assertThat(ContractFilter.contract().operations().stream()
                        .filter(operation -> List.of("PATCH", "PUT", "DELETE").contains(operation.method()))
                        .filter(operation -> !takesIfMatch(operation))
                        .map(ApiOperation::id))
                .containsExactlyInAnyOrder(
                        "setMemberRole",
                        "putArtifact",
                        "removeMember",
                        "revokeToken",
                        "removePublisher",
                        "unshareProvider",
                        "putUpload");
    }

    private static boolean takesIfMatch(ApiOperation operation) {
        return operation.node().path("parameters").valueStream().anyMatch(parameter -> parameter
                .path("name")
                .asText()
                .equals("If-Match"));
    }

    @Test
    void anETagIsOfWhatIsShown() {
        Api.release("acme/tagged", "1.0.0");
        String path = "/providers/acme/tagged";
        String before = Api.as(Tokens.ACME).get(path).header("ETag");
        Response patched = patch(path, before, "Tagged");
        patched.then().statusCode(200);

        Api.as(Tokens.ACME)
                .header("If-None-Match", before)
                .get(path)
                .then()
                .statusCode(200)
                .header("ETag", equalTo(Api.as(Tokens.ACME).get(path).header("ETag")));
        patch(path, before, "Again").then().statusCode(412).body("code", equalTo("precondition_failed"));
        patch(path, "*", "Again").then().statusCode(200);
    }

    private static Response patch(String path, String ifMatch, String name) {
        return Api.as(Tokens.ACME)
                .header("If-Match", ifMatch)
                .contentType("application/json")
                .body(Map.of("display_name", name))
                .patch(path);
    }

    /** What takes one out of a list names that one, not a state of the list. */
    private static boolean isList(ApiOperation read) {
        return read.node()
                .path("parameters")
                .valueStream()
                .anyMatch(parameter -> parameter.path("name").asText().equals("cursor"));
    }

    /** What others do meanwhile may change a list: then it has another tag, and is read again. */
    private void read(ApiOperation operation) {
        List<String> before = List.copyOf(deviations);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            deviations.clear();
            deviations.addAll(before);
            String tag = readOnce(operation);
            if (tag == null
                    || tag.equals(send(operation, "Accept", "application/json").header("ETag"))) {
                return;
            }
        }
    }

    private String readOnce(ApiOperation operation) {
        Response first = send(operation, "Accept", "application/json");
        String tag = first.header("ETag");
        expect(operation, "ETag of " + first.statusCode(), tag != null && tag.matches("\"[^\"]+\""));
        if (tag == null) {
            return null;
        }
        for (String known : List.of(tag, "W/" + tag, OTHER + ", " + tag, "*")) {
            Response again = send(operation, "If-None-Match", known);
            boolean short304 = again.statusCode() == 304
                    && again.asString().isEmpty()
                    && tag.equals(again.header("ETag"))
                    && String.valueOf(again.header("Vary")).contains("Authorization");
            expect(operation, "If-None-Match: " + known + " " + again.statusCode(), short304);
        }
        expect(
                operation,
                "If-None-Match of another",
                send(operation, "If-None-Match", OTHER).statusCode() == 200);
        return tag;
    }

    private void refuses(ApiOperation change) {
        int status = send(change, "If-Match", OTHER).statusCode();
        expect(change, "If-Match of another state " + status, status == 412);
    }

    /** Whether it can be done in that state is another question, which comes after that. */
    private void letsThrough(ApiOperation post, List<ApiOperation> reads) {
        String path = post.path().substring(0, post.path().lastIndexOf('/'));
        ApiOperation read = reads.stream()
                .filter(one -> one.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing has the ETag that " + post.id() + " takes"));
        String tag = send(read, "Accept", "application/json").header("ETag");
        int status = send(post, "If-Match", tag).statusCode();
        boolean through = DONE.contains(post.id()) ? status < 300 : status != 412 && status < 500;
        expect(post, "If-Match of this state, " + tag + " " + status, through);
    }

    private void expect(ApiOperation operation, String what, boolean asStated) {
        if (!asStated) {
            deviations.add(operation.id() + ": " + what);
        }
    }

    private Response send(ApiOperation operation, String header, String value) {
        return OperationRequest.send(operation, Api.as(Tokens.ACME).header(header, value), "acme", "conditional", at);
    }

    /** Everything that can be read is there. */
    private void setUp() {
        Api.release(PROVIDER, "1.0.0");
        Response other = Api.publish(Tokens.ACME, PROVIDER, "1.1.0", Packages.hello("conditional 1.1.0"));
        other.then().statusCode(202);
        String build = Api.version(Tokens.ACME, PROVIDER, "1.0.0").extract().path("build_id");
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("versionId", "1.0.0"))
                .put("/providers/" + PROVIDER + "/versions/active")
                .then()
                .statusCode(200);
        Response installed = Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("provider_name", PROVIDER))
                .post("/providers/install");
        installed.then().statusCode(202).header("ETag", startsWith("\"1-"));
        Api.peerAnswers("/internal/builds/" + build + "/logs?after=0&limit=500", "{\"items\":[],\"complete\":true}");
        Api.peerAnswers(
                "/internal/installations/" + installed.path("id") + "/logs?limit=500", "{\"items\":[],\"next\":null}");
        environments();
        draft();
        customProvider();
    }

    /** The second one is where the example promotes to. */
    private void environments() {
        at.put("environment", "conditional");
        for (String name : List.of("conditional", "production")) {
            assertThat(post("/organizations/acme/environments", Map.of("name", name))
                            .statusCode())
                    .isIn(201, 409);
        }
    }

    private void draft() {
        Response imported = Imports.send(Tokens.ACME, PROVIDER, Imports.document(PROVIDER, "8.0.0"));
        imported.then().statusCode(200);
        at.put("catalog_id", imported.path("catalogId"));
        Response importing = Api.as(Tokens.ACME)
                .contentType("application/json")
                .header("Prefer", "respond-async")
                .urlEncodingEnabled(false)
                .body(Imports.document(PROVIDER, "8.0.1"))
                .post("/api/v1/catalog/releases/project/acme%2Fconditional/import");
        importing.then().statusCode(202);
        at.put("import_id", importing.path("id"));
    }

    private void customProvider() {
        String provider = suffix(Api.as(Tokens.ACME).get("/providers/" + PROVIDER), "id");
        String version = suffix(Api.as(Tokens.ACME).get("/providers/" + PROVIDER + "/versions/1.0.0"), "id");
        String custom = "/custom-providers/cpr_" + provider;
        post(custom + "/environments", Map.of("name", "conditional")).then().statusCode(201);
        Response deployed =
                post(custom + "/deployments", Map.of("version_id", "cpv_" + version, "environment", "conditional"));
        deployed.then().statusCode(201);
        at.put("custom_provider_id", "cpr_" + provider);
        at.put("custom_provider_version_id", "cpv_" + version);
        at.put("deployment_id", deployed.path("id"));
        at.put("commit_id", deployed.path("commit.id"));
    }

    /** @return what follows the prefix of an id */
    private static String suffix(Response answer, String field) {
        String id = answer.path(field);
        return id.substring(id.indexOf('_') + 1);
    }

    private static Response post(String path, Map<String, ?> body) {
        return Api.as(Tokens.ACME).contentType("application/json").body(body).post(path);
    }
}
