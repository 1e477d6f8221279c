package io.slipway.orchestrator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.BuildEvent.BuildFailed;
import io.slipway.contracts.BuildEvent.BuildStarted;
import io.slipway.contracts.BuildEvent.BuildSucceeded;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.VersionEvent.VersionFailed;
import io.slipway.contracts.VersionEvent.VersionPublished;
import io.slipway.contracts.VersionState;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

/** From a published version to an image in the registry, with real servers. */
@QuarkusTest
@WithTestResource(value = World.class, initArgs = @ResourceArg(name = "database", value = "builds"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BuildStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What docs/api.md promises to who cancels, with the heartbeat that the service has by default. */
    private static final Duration CANCELLED_WITHIN = Duration.ofSeconds(5);

    private Lifecycle lifecycle;
    private Peers peers;
    private String base;

    @BeforeAll
    void meetPeers() throws Exception {
        peers = new Peers(ConfigProvider.getConfig());
        lifecycle = new Lifecycle(ConfigProvider.getConfig());
        base = peers.pushBase("base");
    }

    @AfterEach
    void bringBack() {
        peers.arrange("oci/open");
        peers.arrange("registry-api/back");
    }

    @AfterAll
    void leave() {
        lifecycle.close();
    }

    @Test
    void aPublishedVersionBecomesAnImageAndSchemas() {
        BuildState built = succeeded(publish("acme/hello", "1.0.0", "bld_Story1", Packages.good("hello")));

        assertThat(built.attempt()).isEqualTo(1);
        assertThat(built.schemas()).singleElement().satisfies(schema -> assertThat(schema)
                .containsEntry("name", "greeting")
                .containsKeys("configSchema", "outputsSchema"));
        assertThat(built.image()).matches("providers/acme/hello@sha256:[0-9a-f]{64}");
        assertThat(peers.manifest(built.image()).get("layers")).hasSize(2);
        JsonNode config = peers.configuration(built.image()).get("config");
        assertThat(config.get("Entrypoint").toString()).isEqualTo("[\"./hello\"]");
        assertThat(config.get("WorkingDir").asText()).isEqualTo("/app");
        assertThat(config.get("Env").toString()).isEqualTo("[\"PATH=/bin\",\"PORT=8080\"]");
        assertThat(config.at("/ExposedPorts").has("8080/tcp")).isTrue();
        assertThat(lifecycle.of("bld_Story1")).hasExactlyElementsOfTypes(BuildStarted.class, BuildSucceeded.class);
    }

    @Test
    void theAuthorLearnsWhereASchemaIsWrong() {
        VersionState version = publish(
                "acme/wrong",
                "1.0.0",
                "bld_Wrong",
                Packages.withConfigSchema("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":5}}}"));

        BuildState failed = failed(version);

        assertThat(failed.errorCode()).isNotBlank().isNotEqualTo("infrastructure");
        assertThat(failed.errorMessage())
                .contains("schemas/greeting.config.json")
                .contains("/properties/a/type");
        assertThat(failed.attempt())
                .as("the same source fails again: no second attempt")
                .isEqualTo(1);
    }

    /** No database takes NUL. */
    @Test
    void theAuthorLearnsOfAFaultBelowAnUnprintableName() {
        BuildState failed = failed(publish(
                "acme/unprintable",
                "1.0.0",
                "bld_Unprintable",
                Packages.withConfigSchema("{\"properties\":{\"a\\u0000b\":{\"$ref\":\"http://x\"}}}")));

        assertThat(failed.errorMessage()).contains("/properties/a\\u0000b").doesNotContain("\0");
        assertThat(failed.attempt()).isEqualTo(1);
    }

    @Test
    void aSourceThatIsNotAPackageFailsWithAMessage() {
        BuildState failed = failed(publish("acme/junk", "1.0.0", "bld_Junk", new Packages(new byte[] {1, 2, 3})));

        assertThat(failed.errorCode()).isNotBlank().isNotEqualTo("infrastructure");
        assertThat(failed.errorMessage()).isNotBlank();
    }

    @Test
    void theSameSourceGivesTheSameDigestAlsoWhenBuiltAtTheSameTime() {
        List<VersionState> versions = IntStream.range(0, 6)
                .mapToObj(i -> publish("acme/same" + i % 2, "1.0." + i, "bld_Same" + i, Packages.good("same")))
                .toList();

        Set<String> digests = versions.stream()
                .map(version -> digest(succeeded(version).image()))
                .collect(Collectors.toSet());

        assertThat(digests).hasSize(1);
        VersionState other = publish("acme/same0", "2.0.0", "bld_SameNot", Packages.good("other"));
        assertThat(digests).doesNotContain(digest(succeeded(other).image()));
    }

    @Test
    void anImageWithoutABaseHasOneLayer() {
        peers.hold(Packages.good("scratch"));
        VersionState version = version("acme/scratch", "1.0.0", "bld_Scratch", 1, Packages.good("scratch"), null);
        lifecycle.tell(new VersionPublished(version), version);

        assertThat(peers.manifest(succeeded(version).image()).get("layers")).hasSize(1);
    }

    @Test
    void anEventToldTwiceIsOneBuild() {
        VersionState version = publish("acme/twice", "1.0.0", "bld_Twice", Packages.good("twice"));
        succeeded(version);
        lifecycle.tell(new VersionPublished(version), version);
        VersionState later = version("acme/twice", "1.0.0", "bld_Twice", 2, Packages.good("twice"), base);
        lifecycle.tell(new VersionPublished(later), later);
        succeeded(publish("acme/twice", "1.0.1", "bld_TwiceAfter", Packages.good("twice")));

        assertThat(lifecycle.of("bld_Twice")).hasExactlyElementsOfTypes(BuildStarted.class, BuildSucceeded.class);
    }

    @Test
    void whileTheOciRegistryIsAwayBuildsWaitAndThenSucceed() {
        peers.arrange("oci/shut");
        VersionState version = publish("acme/patient", "1.0.0", "bld_Patient", Packages.good("patient"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lifecycle.of("bld_Patient")).hasSizeGreaterThan(2));
        assertThat(lifecycle.of("bld_Patient")).allMatch(BuildStarted.class::isInstance);

        peers.arrange("oci/open");

        assertThat(succeeded(version).attempt()).isGreaterThan(2);
    }

    @Test
    void whileRegistryApiIsAwayBuildsWaitAndThenSucceed() {
        peers.arrange("registry-api/away");
        VersionState version = publish("acme/source", "1.0.0", "bld_Source", Packages.good("source"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lifecycle.of("bld_Source")).hasSizeGreaterThan(1));

        peers.arrange("registry-api/back");

        assertThat(succeeded(version).attempt()).isGreaterThan(1);
    }

    @Test
    void aSourceThatNeverComesFailsAsInfrastructure() {
        VersionState version = version("acme/lost", "1.0.0", "bld_Lost", 1, Packages.good("lost, never held"), base);
        lifecycle.tell(new VersionPublished(version), version);

        BuildState failed = failed(version);

        assertThat(failed.errorCode()).isEqualTo("infrastructure");
        assertThat(failed.attempt()).isEqualTo(5);
    }

    @Test
    void aVersionThatIsCancelledCancelsItsBuild() {
        peers.arrange("registry-api/away");
        VersionState version = publish("acme/cancel", "1.0.0", "bld_Cancel", Packages.good("cancel"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(lifecycle.of("bld_Cancel")).isNotEmpty());

        VersionState cancelled = Versions.of(
                "acme/cancel", "1.0.0", VersionState.Status.failed, "bld_Cancel", 2, version.sourceHash(), 1, base);
        lifecycle.tell(new VersionFailed(cancelled), cancelled);

        assertThat(failed(version).errorCode()).isEqualTo("cancelled");
    }

    @Test
    void cancellingEndsAlsoTheThreadThatBuilds() {
        peers.arrange("registry-api/stalls");
        VersionState version = publish("acme/stall", "1.0.0", "bld_Stall", Packages.good("stall"));
        await().atMost(PATIENCE).until(() -> workOf("bld_Stall") == 1);

        VersionState cancelled = Versions.of(
                "acme/stall", "1.0.0", VersionState.Status.failed, "bld_Stall", 2, version.sourceHash(), 1, base);
        lifecycle.tell(new VersionFailed(cancelled), cancelled);

        await().atMost(CANCELLED_WITHIN).until(() -> workOf("bld_Stall") == 0);
        assertThat(failed(version).errorCode()).isEqualTo("cancelled");
        assertThat(lifecycle.of("bld_Stall")).as("its late result").hasSize(2);
    }

    @Test
    void aVersionWhoseEventWasLostIsBuiltAfterResync() {
        Packages source = Packages.good("missed");
        peers.hold(source);
        VersionState version = version("acme/missed", "1.0.0", "bld_Missed", 1, source, base);
        peers.showVersions(List.of(version));

        service().post("/internal/resync").then().statusCode(202).body("compared", equalTo(1), "changed", equalTo(1));
        succeeded(version);
        service().post("/internal/resync").then().statusCode(202).body("compared", equalTo(1), "changed", equalTo(0));
    }

    @Test
    void theLogIsCompleteAndInOrderAndPaged() {
        succeeded(publish("acme/log", "1.0.0", "bld_Log", Packages.good("log")));

        JsonNode all = get("/internal/builds/bld_Log/logs");
        JsonNode tail = get("/internal/builds/bld_Log/logs?after=2&limit=2");

        assertThat(all.get("complete").asBoolean()).isTrue();
        assertThat(all.at("/items").findValues("line"))
                .extracting(JsonNode::asInt)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, all.at("/items").size())
                                .boxed()
                                .toList());
        List<String> texts = all.at("/items").findValuesAsText("text");
        assertThat(texts.getFirst()).contains("bld_Log").contains("acme/log");
        assertThat(texts.getLast()).startsWith("Built providers/acme/log@sha256:");
        assertThat(tail.at("/items").findValues("line"))
                .extracting(JsonNode::asInt)
                .containsExactly(3, 4);
        assertThat(tail.get("complete").asBoolean()).isFalse();
    }

    @Test
    void theSnapshotPagesThroughAllBuilds() {
        succeeded(publish("acme/pages", "1.0.0", "bld_Page1", Packages.good("pages")));
        succeeded(publish("acme/pages", "1.0.1", "bld_Page2", Packages.good("pages")));

        JsonNode first = get("/internal/builds?after=bld_Page0&limit=1");
        JsonNode second =
                get("/internal/builds?limit=1&after=" + first.get("next").asText());

        assertThat(first.at("/items/0/build_id").asText()).isEqualTo("bld_Page1");
        assertThat(first.at("/items/0/status").asText()).isEqualTo("succeeded");
        assertThat(second.at("/items/0/build_id").asText()).isEqualTo("bld_Page2");
        assertThat(get("/internal/builds?after=zzz").get("next").isNull()).isTrue();
    }

    @Test
    void withoutTheServicesTokenNothingIsAnswered() {
        given().get("/internal/builds").then().statusCode(401).body("code", equalTo("unauthorized"));
        given().header("Authorization", "Bearer wrong")
                .post("/internal/resync")
                .then()
                .statusCode(401);
        service().get("/internal/builds/bld_Nobody/logs").then().statusCode(404);
    }

    @Test
    void nothingIsLeftInTheWorkDirectory() {
        succeeded(publish("acme/clean", "1.0.0", "bld_Clean", Packages.good("clean")));

        await().atMost(PATIENCE).until(() -> workOf("bld_Clean") == 0);
    }

    /** Work directories of a build. */
    private static long workOf(String buildId) {
        String instance = ConfigProvider.getConfig().getValue("slipway.instance-id", String.class);
        String[] names = Path.of("target/builds", instance, "work").toFile().list();
        return Stream.of(names).filter(name -> name.startsWith(buildId)).count();
    }

    private VersionState publish(String provider, String version, String buildId, Packages source) {
        peers.hold(source);
        VersionState state = version(provider, version, buildId, 1, source, base);
        lifecycle.tell(new VersionPublished(state), state);
        return state;
    }

    private static VersionState version(
            String provider, String version, String buildId, long sequence, Packages source, String base) {
        return Versions.of(
                provider,
                version,
                VersionState.Status.building,
                buildId,
                sequence,
                source.sha256(),
                source.bytes().length,
                base);
    }

    private BuildState succeeded(VersionState version) {
        BuildState state = ended(version);
        assertThat(state.status()).as("%s", state).isEqualTo(BuildState.Status.succeeded);
        return state;
    }

    private BuildState failed(VersionState version) {
        BuildState state = ended(version);
        assertThat(state.status()).as("%s", state).isEqualTo(BuildState.Status.failed);
        return state;
    }

    private BuildState ended(VersionState version) {
        await().atMost(PATIENCE).until(() -> lifecycle.of(version.buildId()).stream()
                .anyMatch(event -> event instanceof BuildSucceeded || event instanceof BuildFailed));
        return Lifecycle.state(lifecycle.of(version.buildId()).getLast());
    }

    private static String digest(String image) {
        return image.substring(image.indexOf('@') + 1);
    }

    private static io.restassured.specification.RequestSpecification service() {
        return given().header("Authorization", "Bearer " + RegistryApi.TOKEN);
    }

    private static JsonNode get(String path) {
        return service().get(path).then().statusCode(200).extract().as(JsonNode.class);
    }
}
