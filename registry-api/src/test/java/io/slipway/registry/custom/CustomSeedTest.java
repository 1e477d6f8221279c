package io.slipway.registry.custom;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

/** custom-provider-versions.txt, which is the contract, key by key. Additions are allowed, changes are not. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class CustomSeedTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String page = page();

    /** Of a version that serves, so that nothing is null that need not be. */
    @Test
    void theExampleIsWhatIsAnswered() throws IOException {
        String id = Customs.deployable("seeded");
        JsonNode created = JSON.readTree(
                Customs.version(id, "acme/seeded", "1.0.0", "v1.0.0").asString());
        Customs.build("acme/seeded", "1.0.0");
        Customs.serves("acme/seeded", "1.0.0", 1);
        String version = created.path("id").asText();
        JsonNode served = JSON.readTree(
                Customs.awaitStatus(id, version, "deployment_succeeded").asString());
        JsonNode listed =
                JSON.readTree(Customs.get("/" + id + "/versions").asString()).at("/items/0");

        JsonNode example = example();
        List<String> faults = new ArrayList<>();
        compare("", example, served, faults);
        compare("", example, listed, faults);
        assertThat(faults).isEmpty();
        // Until it is published: the same keys, and null where the document allows it.
        assertThat(keys("", created)).containsAll(keys("", example));
        assertThat(nulls("", created))
                .containsExactlyInAnyOrder(
                        "/provider_id",
                        "/deployment/provider_id",
                        "/deployment/error_code",
                        "/deployment/error_message",
                        "/deployment/superseded_by",
                        "/environments/0/environment/provider_id",
                        "/environments/0/environment/current_provider_version_id",
                        "/environments/0/environment/instance_id");
        assertThat(created.path("deployment").path("custom_provider_version_id").asText())
                .isEqualTo(version);
        assertThat(served.at("/environments/0/id")).isEqualTo(served.at("/environments/0/environment/id"));
    }

    /** Same keys, same types, same prefixes of ids, same words in {@code object}. */
    private static void compare(String at, JsonNode example, JsonNode ours, List<String> faults) {
        if (example.isObject()) {
            example.fieldNames()
                    .forEachRemaining(name -> compare(at + "/" + name, example.path(name), ours.path(name), faults));
        } else if (example.isArray()) {
            compare(at + "/0", example.path(0), ours.path(0), faults);
        } else if (example.getNodeType() != ours.getNodeType()) {
            faults.add(at + " is " + ours + ", not like " + example);
        } else if (at.endsWith("/object") && !example.equals(ours)) {
            faults.add(at + " is " + ours + ", not " + example);
        } else if (at.matches(".*(/|_)id") && !prefix(example).equals(prefix(ours))) {
            faults.add(at + " is " + ours + ", not like " + example);
        } else if (at.endsWith("_at")
                && !ours.asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z")) {
            faults.add(at + " is no time: " + ours);
        }
    }

    private static String prefix(JsonNode id) {
        return id.asText().replaceFirst("_.*", "");
    }

    private static Set<String> keys(String at, JsonNode node) {
        Set<String> keys = new TreeSet<>();
        node.properties().forEach(field -> {
            keys.add(at + "/" + field.getKey());
            keys.addAll(keys(at + "/" + field.getKey(), field.getValue()));
        });
        if (node.isArray() && !node.isEmpty()) {
            keys.addAll(keys(at + "/0", node.path(0)));
        }
        return keys;
    }

    private static Set<String> nulls(String at, JsonNode node) {
        Set<String> nulls = new TreeSet<>();
        keys(at, node).stream().filter(key -> node.at(key).isNull()).forEach(nulls::add);
        return nulls;
    }

    @Test
    void theBodyIsTaken() throws IOException {
        JsonNode body = JSON.readTree(page.substring(page.indexOf("-d '") + 4, page.lastIndexOf('\'')));
        String id = Customs.deployable("seed-body");

        // As it stands its type is none; everything else is a field that is known.
        Response refused = sent(id, body.toString());
        refused.then().statusCode(422).body("errors", hasSize(1)).body("errors[0].field", equalTo("/from/type"));
        assertThat(refused.asString()).doesNotContain("example_password", "example_username");
        ((com.fasterxml.jackson.databind.node.ObjectNode) body.path("from")).put("nobody_knows", 1);
        sent(id, body.toString()).then().statusCode(400);
    }

    private static Response sent(String id, String body) {
        return Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(body)
                .post("/custom-providers/" + id + "/versions");
    }

    @ParameterizedTest
    @CsvSource({"status", "status[]"})
    void oneStatusOrMany(String filter) {
        String name = filter.endsWith("]") ? "seed-many" : "seed-one";
        String id = Customs.create(Tokens.ACME, name);
        String one = Customs.version(id, "acme/" + name, "1.0.0", null).path("id");
        String two = Customs.version(id, "acme/" + name, "2.0.0", null).path("id");
        String three = Customs.version(id, "acme/" + name, "3.0.0", null).path("id");
        Customs.build("acme/" + name, "1.0.0");
        Customs.awaitStatus(id, one, "deployment_succeeded").then().body("environments", hasSize(0));
        Api.as(Tokens.ACME)
                .post("/providers/acme/" + name + "/versions/2.0.0/cancel")
                .then()
                .statusCode(200);
        Customs.awaitStatus(id, two, "deployment_failed");

        assertThat(ids(id, Map.of(filter, List.of("queued")))).containsExactly(three);
        assertThat(ids(id, Map.of(filter, List.of("deployment_succeeded", "deployment_failed"))))
                .containsExactly(two, one);
        assertThat(ids(id, Map.of(filter, List.of("queued", "deploying"), "order", List.of("asc"))))
                .containsExactly(three);
        String byIds = filter.replace("status", "ids");
        assertThat(ids(id, Map.of(byIds, List.of(one, three)))).containsExactly(three, one);
        assertThat(ids(id, Map.of(byIds, List.of(one, three), filter, List.of("queued"))))
                .containsExactly(three);
        assertThat(ids(id, Map.of("after", List.of(three)))).containsExactly(two, one);
        assertThat(ids(id, Map.of("before", List.of(one), "limit", List.of("1"))))
                .containsExactly(two);
        assertThat(ids(id, Map.of(filter, List.of("queued", "deployment_failed"), "limit", List.of("1"))))
                .containsExactly(three);
        Api.as(Tokens.ACME)
                .queryParam(filter, "example")
                .get("/custom-providers/" + id + "/versions")
                .then()
                .statusCode(422);
        for (String limit : List.of("0", "101")) {
            Api.as(Tokens.ACME)
                    .queryParam("limit", limit)
                    .get("/custom-providers/" + id + "/versions")
                    .then()
                    .statusCode(422);
        }
    }

    private static List<String> ids(String id, Map<String, List<String>> query) {
        return Api.as(Tokens.ACME)
                .queryParams(query)
                .get("/custom-providers/" + id + "/versions")
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    /** A yank changes no status. */
    @Test
    void aYankIsNoMatter() {
        Api.release("acme/seed-yanked", "1.0.0");
        String id = Api.as(Tokens.ACME).get("/providers/acme/seed-yanked").path("id");
        String custom = "cpr_" + id.substring(4);
        String version = Customs.ids(Customs.get("/" + custom + "/versions")).getFirst();
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("reason", "it leaks", "level", "block"))
                .post("/providers/acme/seed-yanked/versions/1.0.0/yank")
                .then()
                .statusCode(200);

        Customs.get("/" + custom + "/versions/" + version).then().body("status", equalTo("deployment_succeeded"));
        Customs.post(Tokens.ACME, "/" + custom + "/environments", Map.of("name", "default"));
        Response deployed = Customs.post(Tokens.ACME, "/" + custom + "/deployments", Map.of("version_id", version));
        Customs.awaitDeployment(custom, deployed.path("id"), "failed")
                .then()
                .body("error_code", equalTo("version_not_published"));
    }

    /** Ids of others, and of other things, are none. */
    @Test
    void idsAreOnesOwn() {
        String own = Customs.deployable("seed-own");
        String other = Customs.deployable("seed-other");
        Map<String, Object> body =
                Customs.source(Tokens.ACME, "acme/seed-other", "1.0.0", Packages.hello("seed-other"));
        Response version = Customs.post(Tokens.ACME, "/" + other + "/versions", body);
        String commit = version.path("deployment.commit.id");
        for (String path : List.of(
                "/versions/" + version.path("id"),
                "/versions/prv_" + version.<String>path("id").substring(4),
                "/deployments/" + version.path("deployment.id"),
                "/deployments/" + version.path("deployment.id") + "/logs",
                "/environments/" + version.path("environments[0].id"),
                "/commits/" + commit)) {
            Api.as(Tokens.ACME).get("/custom-providers/" + own + path).then().statusCode(404);
        }
        Api.as(Tokens.ACME)
                .get("/custom-providers/pro_" + own.substring(4))
                .then()
                .statusCode(404);
    }

    private JsonNode example() throws IOException {
        String line = page.lines()
                .filter(one -> one.startsWith("{\"object\""))
                .findFirst()
                .orElseThrow();
        return JSON.readTree(line);
    }

    private static String page() {
        try (InputStream file = CustomSeedTest.class.getResourceAsStream("/seeds/custom-provider-versions.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
