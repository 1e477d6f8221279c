package io.slipway.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.oci.TestImage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Versions of custom providers from images in somebody's registry, on their whole way to what answers; and what becomes of them
 * when services are killed on that way.
 */
@EnabledIf(
        value = "io.slipway.e2e.CompiledProvider#canBeMade",
        disabledReason = "a C compiler (cc) and a static C library are not on this machine")
class CustomImageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int MIB = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMA_LABEL = """
            {"type":"object","properties":{"GREETING":{"type":"string","default":"of the label"}}}""";
    private static final Map<String, String> LABELS = Map.of(
            "io.slipway.config",
            SCHEMA_LABEL,
            "io.slipway.schemas",
            "[{\"name\":\"greeting\",\"configSchema\":{\"type\":\"object\"}}]");

    @TempDir
    private static Path directory;

    private static ForeignImages images;
    private static StackUnderTest stack;
    private static EventLog events;

    @BeforeAll
    static void up() throws IOException {
        images = ForeignImages.start(directory.resolve("foreign"));
        stack = StackUnderTest.start(directory.resolve("data"), "--image-registry", "http://" + images.address());
        events = stack.events();
    }

    @AfterAll
    static void down() throws Exception {
        if (events != null) {
            events.close();
        }
        if (stack != null) {
            stack.close();
        }
        if (images != null) {
            images.close();
        }
    }

    /** A custom provider with the environment default. */
    private record Custom(Api api, String name, String id) {
        static Custom create(String name) {
            Api api = stack.as("acme");
            String id = api.post("/custom-providers", "{\"name\":\"" + name + "\"}")
                    .expect(201)
                    .body()
                    .path("id")
                    .asText();
            api.post("/custom-providers/" + id + "/environments", "{\"name\":\"default\"}")
                    .expect(201);
            return new Custom(api, name, id);
        }

        String path() {
            return "/custom-providers/" + id;
        }

        Api.Answer publish(ObjectNode body) {
            return api.post(path() + "/versions", body.toString(), "key-" + System.nanoTime());
        }

        JsonNode get(String path) {
            return api.get(path() + path).expect(200).body();
        }

        JsonNode awaitServing(JsonNode version) {
            String path = "/versions/" + version.path("id").asText();
            await(name + " serves " + version.path("identifier"))
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(
                            () -> assertThat(get(path).path("status").asText()).isEqualTo("deployment_succeeded"));
            return get(path);
        }

        JsonNode version(String number) {
            return api.version("acme/" + name, number).expect(200).body();
        }

        JsonNode installation() {
            return api.installed("acme/" + name).expect(200).body();
        }

        JsonNode answer() {
            return Api.call(installation().path("url").asText()).expect(200).body();
        }

        boolean isCopying(String number) {
            return api.get("/providers/acme/" + name + "/versions/" + number + "/logs")
                    .expect(200)
                    .body()
                    .toString()
                    .contains("Copying ");
        }

        List<JsonNode> items(String path) {
            return get(path).path("items").valueStream().toList();
        }
    }

    private static ObjectNode from(String image, String username, String password) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("from")
                .put("type", "container")
                .put("image_ref", image)
                .put("username", username)
                .put("password", password);
        return body;
    }

    private static ObjectNode from(String repository) throws IOException {
        return from(images.address() + "/" + repository, ForeignImages.USERNAME, ForeignImages.PASSWORD);
    }

    /** From the registry with a login to the transformed config in the environment of what answers; the login is nowhere. */
    @Test
    void anImageServesWithItsConfigTransformedAndItsLoginStaysHidden() throws Exception {
        String digest = images.push("ann/whole", "1.0", "1.0.0", LABELS, MIB);
        Custom whole = Custom.create("whole");
        refusals(whole);
        ObjectNode wish = from("ann/whole:1.0").put("identifier", "v1.0.0").put("message", "The first");
        wish.putObject("config")
                .put("transformer", "{ 'GREETING': 'Hi ' & name & ', ' & $string(times) }")
                .putObject("schema")
                .setAll((ObjectNode) JSON.readTree("""
                        {"type":"object","properties":{"name":{"type":"string","default":"all"},
                         "times":{"type":"integer","default":2}}}"""));

        Api.Answer created = whole.publish(wish).expect(201);
        JsonNode served = whole.awaitServing(created.body());

        JsonNode version = whole.version("1.0.0");
        assertThat(version.path("image_url").asText())
                .isEqualTo(stack.registry().path("address").asText() + "/providers/acme/whole@" + digest);
        assertThat(version.path("runtime_version").asText()).isEqualTo(digest);
        assertThat(version.path("schemas").findValuesAsText("name"))
                .as("of the label: the request says nothing of it")
                .containsExactly("greeting");
        assertThat(copied("whole", digest)).as("the same image").isNotNull();
        assertThat(whole.answer().path("version").asText()).isEqualTo("1.0.0");
        assertThat(whole.answer().path("greeting").asText()).isEqualTo("Hi all, 2");

        String installed = "/providers/installed/acme/whole";
        whole.api().patch(installed, "{\"config\":{\"times\":\"often\"}}").expect(422);
        whole.api().patch(installed, "{\"config\":{\"name\":\"you\"}}").expect(200);
        await("the changed config, transformed")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> whole.answer().path("greeting").asText(), "Hi you, 2"::equals);

        String deployment = served.at("/deployment/id").asText();
        assertThat(List.of(
                        created.body(),
                        served,
                        version,
                        whole.installation(),
                        whole.get("/deployments/" + deployment),
                        whole.get("/deployments/" + deployment + "/logs"),
                        whole.get("/commits"),
                        whole.get("/environments"),
                        whole.api()
                                .get("/providers/acme/whole/versions/1.0.0/logs")
                                .expect(200)
                                .body(),
                        whole.api().get("/audit?limit=100").expect(200).body(),
                        whole.api().get(installed + "/history").expect(200).body()))
                .as("answers")
                .noneMatch(answer -> holdsPassword(answer.toString()));
        assertThat(events.events())
                .as("events")
                .isNotEmpty()
                .noneMatch(event -> holdsPassword(event.data().toString()));
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse("")))
                .as("processes")
                .noneMatch(CustomImageTest::holdsPassword);
        assertThat(filesWith(text -> text.contains("ann/whole@" + digest)))
                .as("the search finds what is there")
                .isNotEmpty();
        assertThat(filesWith(CustomImageTest::holdsPassword))
                .as("logs, databases, topics and all else that the stack has written")
                .isEmpty();
        assertThat(stack.query("registry-api", "select version_id from registry_credential"))
                .as("what is published needs no login any more")
                .doesNotContain(version.path("id").asText());
    }

    private static void refusals(Custom custom) throws IOException {
        String image = images.address() + "/ann/whole:1.0";
        JsonNode registry = stack.registry();
        String own = registry.path("address").asText() + "/providers/globex/hello:1";
        for (Map.Entry<String, ObjectNode> refusal : Map.of(
                        "unauthorized: ", from(image, null, null),
                        "check name, username and password",
                                from(image, ForeignImages.USERNAME, ForeignImages.PASSWORD + "x"),
                        "this platform has made of a version",
                                from(
                                        own,
                                        registry.path("username").asText(),
                                        registry.path("password").asText()))
                .entrySet()) {
            JsonNode problem = custom.publish(refusal.getValue()).expect(422).body();
            assertThat(problem.path("code").asText()).isEqualTo("invalid_image");
            assertThat(problem.toString()).contains(refusal.getKey());
            assertThat(holdsPassword(problem.toString())).isFalse();
        }
        assertThat(custom.items("/versions")).isEmpty();
    }

    /** The node has no container engine: what it cannot start is a version all the same, and its deployment says why it failed. */
    @Test
    void anImageThatTheNodeCannotStartSaysSo() throws Exception {
        String digest = images.pushWithout("ann/programless", "1.0");
        Custom custom = Custom.create("programless");
        JsonNode version =
                custom.publish(from("ann/programless:1.0")).expect(201).body();
        String deployment = "/deployments/" + version.at("/deployment/id").asText();
        await("failed")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> custom.get(deployment).path("status").asText(), "failed"::equals);

        assertThat(custom.version("1.0.0").path("status").asText()).isEqualTo("published");
        assertThat(copied(custom.name(), digest)).isNotNull();
        assertThat(custom.get(deployment).path("error_code").asText()).isEqualTo("rollout_failed");
        assertThat(custom.get(deployment).path("error_message").asText())
                .contains("the image has no program /bin/serve");
    }

    /** Everything is of the image's labels here. */
    @Test
    void theBuilderKilledInTheMiddleOfACopy() throws Exception {
        String digest = images.push("ann/copied", "1.0", "1.0.0", LABELS, 8 * MIB);
        Custom copied = Custom.create("copied");
        long before = images.line().answered();
        images.line().slowTo(MIB / 2);
        try {
            JsonNode version = copied.publish(from("ann/copied@" + digest).put("identifier", "v1.0.0"))
                    .expect(201)
                    .body();
            await("in the middle of the copy")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> copied.isCopying("1.0.0") && images.line().answered() > before + 2 * MIB);
            stack.kill("build-orchestrator");
            assertThat(copied(copied.name(), digest))
                    .as("no half image is shown")
                    .isNull();
            images.line().asFastAsItGoes();

            JsonNode served = copied.awaitServing(version);

            assertThat(served.path("index").asInt()).isEqualTo(1);
            assertThat(copied.version("1.0.0").path("image_url").asText()).endsWith("/providers/acme/copied@" + digest);
            assertThat(copied(copied.name(), digest)).isNotNull();
            assertThat(copied.answer().path("greeting").asText()).isEqualTo("of the label");
            assertThat(stack.query(
                            "build-orchestrator",
                            "select attempt from build where id = '"
                                    + copied.version("1.0.0").path("build_id").asText() + "'"))
                    .as("the first attempt died")
                    .containsExactly("2");
            happenedOnce(copied, "1.0.0");
        } finally {
            images.line().asFastAsItGoes();
        }
    }

    /** What waits is a row: it is taken up again, and neither lost nor done twice. */
    @Test
    void theRegistryKilledWhileADeploymentWaits() throws Exception {
        images.push("ann/waits", "1.0", "1.0.0", LABELS, 6 * MIB);
        images.push("ann/waits", "2.0", "2.0.0", LABELS, 5 * MIB);
        Custom waits = Custom.create("waits");
        try {
            JsonNode one = waiting(waits, "1.0");
            long old = stack.process("registry-api").pid();
            stack.kill("registry-api");
            await("another registry-api")
                    .atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> stack.process("registry-api").pid() != old
                            && waits.get("/deployments/"
                                            + one.at("/deployment/id").asText())
                                    .path("status")
                                    .asText()
                                    .equals("deploying"));
            images.line().asFastAsItGoes();
            waits.awaitServing(one);
            happenedOnce(waits, "1.0.0");

            // The build ends while nobody hears it.
            JsonNode two = waiting(waits, "2.0");
            String build = waits.version("2.0.0").path("build_id").asText();
            stack.signal("STOP", "registry-api");
            images.line().asFastAsItGoes();
            await("built")
                    .atMost(PATIENCE)
                    .until(
                            () -> stack.query(
                                    "build-orchestrator", "select status from build where id = '" + build + "'"),
                            List.of("succeeded")::equals);
            stack.kill("registry-api");
            waits.awaitServing(two);
            happenedOnce(waits, "2.0.0");
            assertThat(waits.answer().path("version").asText()).isEqualTo("2.0.0");
            assertThat(waits.items("/versions?order=asc"))
                    .extracting(version -> version.path("index").asInt())
                    .containsExactly(1, 2);
            assertThat(waits.items("/commits?order=asc"))
                    .extracting(commit -> commit.path("type").asText())
                    .containsExactly("create", "merge");
        } finally {
            images.line().asFastAsItGoes();
        }
    }

    /** A version whose image is being copied, slowly, and whose deployment waits for that. */
    private static JsonNode waiting(Custom custom, String tag) throws IOException {
        images.line().slowTo(MIB / 8);
        JsonNode version = custom.publish(from("ann/waits:" + tag).put("identifier", "v" + tag + ".0"))
                .expect(201)
                .body();
        await("its image is being copied").atMost(PATIENCE).until(() -> custom.isCopying(tag + ".0"));
        assertThat(stack.query(
                        "registry-api",
                        "select step from custom_deployment where id = '"
                                + version.at("/deployment/id").asText() + "'"))
                .containsExactly("waiting");
        return version;
    }

    private static void happenedOnce(Custom custom, String number) {
        JsonNode version = custom.version(number);
        String installation = custom.installation().path("id").asText();
        once("io.slipway.build.succeeded.v1", version.path("build_id").asText());
        once("io.slipway.version.released.v1", "acme/" + custom.name() + "@" + number);
        once("io.slipway.installation.requested.v1", installation);
        List<JsonNode> deployments = custom.items("/deployments").stream()
                .filter(one -> one.path("custom_provider_version_id")
                        .asText()
                        .equals("cpv_" + version.path("id").asText().substring(4)))
                .toList();
        assertThat(deployments)
                .singleElement()
                .satisfies(one -> assertThat(one.path("status").asText()).isEqualTo("succeeded"));
        String log = custom.get(
                        "/deployments/" + deployments.getFirst().path("id").asText() + "/logs?limit=100")
                .toString();
        assertThat(log.split("It serves", -1)).as(log).hasSize(2);
        assertThat(custom.api()
                        .get("/providers/installed/acme/" + custom.name() + "/history")
                        .expect(200)
                        .body()
                        .path("items")
                        .valueStream()
                        .filter(rollout -> rollout.path("to_version").asText().equals(number)))
                .singleElement()
                .satisfies(
                        rollout -> assertThat(rollout.path("result").asText()).isEqualTo("succeeded"));
    }

    private static void once(String type, String subject) {
        await(type + " of " + subject).atMost(PATIENCE).untilAsserted(() -> assertThat(
                        EventOrder.count(events.events(), type, subject))
                .isEqualTo(1));
    }

    /** The manifest in the platform's own registry; null when there is none. */
    private static byte[] copied(String name, String digest) {
        JsonNode registry = stack.registry();
        return new TestImage.Registry(
                        registry.path("address").asText(),
                        registry.path("username").asText(),
                        registry.path("password").asText())
                .get("providers/acme/" + name + "/manifests/" + digest);
    }

    private static List<Path> filesWith(Predicate<String> condition) throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isOne(file, condition))
                    .toList();
        }
    }

    private static boolean isOne(Path file, Predicate<String> condition) {
        try {
            return condition.test(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false; // gone meanwhile
        }
    }

    /** As it is, or as a header has it. */
    private static boolean holdsPassword(String text) {
        String pair = ForeignImages.USERNAME + ":" + ForeignImages.PASSWORD;
        return text.contains(ForeignImages.PASSWORD)
                || text.contains(Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
}
