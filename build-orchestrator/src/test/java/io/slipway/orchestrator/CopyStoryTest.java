package io.slipway.orchestrator;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.slipway.contracts.BuildEvent.BuildFailed;
import io.slipway.contracts.BuildEvent.BuildSucceeded;
import io.slipway.contracts.BuildState;
import io.slipway.contracts.VersionEvent.VersionPublished;
import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Strategy;
import io.slipway.oci.TestImage;
import io.slipway.providerpackage.ImagePackage;
import io.slipway.providerpackage.ImageReference;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From a package that names an image to the same image in our registry, with real servers. */
@QuarkusTest
@WithTestResource(value = World.class, initArgs = @ResourceArg(name = "database", value = "builds"))
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyStoryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Lifecycle lifecycle;
    private Peers peers;
    private TestImage.Registry foreign;

    @BeforeAll
    void meetPeers() {
        peers = new Peers(ConfigProvider.getConfig());
        lifecycle = new Lifecycle(ConfigProvider.getConfig());
        foreign = new TestImage.Registry(
                ConfigProvider.getConfig().getValue("test.foreign-registry", String.class),
                World.FOREIGN_USERNAME,
                World.FOREIGN_PASSWORD);
    }

    @AfterEach
    void bringBack() {
        peers.arrange("oci/open");
    }

    @AfterAll
    void leave() {
        lifecycle.close();
    }

    @Test
    void theImageThatAPackageNamesIsCopiedAsItIs() throws Exception {
        String digest = foreign.push("ann/hello", "1.0", image(1_000_000));

        BuildState built = ended(publish("acme/copied", "bld_Copied", "ann/hello", digest, World.FOREIGN_PASSWORD));

        assertThat(built.status()).as("%s", built).isEqualTo(BuildState.Status.succeeded);
        assertThat(built.image()).isEqualTo("providers/acme/copied@" + digest);
        assertThat(built.schemas()).singleElement().satisfies(schema -> assertThat(schema)
                .containsEntry("name", "bucket"));
        assertThat(peers.manifest(built.image()).get("layers")).hasSize(1);
        assertThat(peers.configuration(built.image()).at("/config/Cmd/0").asText())
                .isEqualTo("/run");
        assertThat(log("bld_Copied"))
                .contains("Part 1 of 2: ")
                .contains("Built providers/acme/copied@" + digest)
                .doesNotContain(World.FOREIGN_PASSWORD);
    }

    @Test
    void whatItsRegistryRefusesFailsWithAStableCode() throws Exception {
        String digest = foreign.push("ann/refused", "1.0", image(10));
        String large = foreign.push("ann/refused", "large", image(5_000_000));

        assertThat(code(publish("acme/closed", "bld_Closed", "ann/refused", digest, null)))
                .isEqualTo("image_unauthorized");
        assertThat(code(publish("acme/wrong-login", "bld_WrongLogin", "ann/refused", digest, "wrong")))
                .isEqualTo("image_unauthorized");
        assertThat(code(publish("acme/large", "bld_Large", "ann/refused", large, World.FOREIGN_PASSWORD)))
                .isEqualTo("image_too_large");
        assertThat(code(publish(
                        "acme/gone", "bld_Gone", "ann/refused", "sha256:" + "0".repeat(64), World.FOREIGN_PASSWORD)))
                .isEqualTo("image_not_found");
    }

    /** What the operator did not allow is refused, our own registry among it: its images are others'. */
    @Test
    void addressesInsideAreRefused() throws Exception {
        String own = ConfigProvider.getConfig().getValue("slipway.oci.registry", String.class);

        assertThat(code(publish(
                        "acme/inside",
                        "bld_Inside",
                        ImageReference.parse(own + "/hand/made@sha256:" + "0".repeat(64)),
                        null)))
                .isEqualTo("image_refused");
        assertThat(ended(publish(
                                "acme/foreign-tenant",
                                "bld_ForeignTenant",
                                ImageReference.parse(own + "/providers/globex/hidden@sha256:" + "0".repeat(64)),
                                null))
                        .errorMessage())
                .as("whatever the operator allows")
                .contains("what this platform has made of a version");
        assertThat(code(publish(
                        "acme/meta",
                        "bld_Meta",
                        ImageReference.parse("169.254.169.254/x@sha256:" + "0".repeat(64)),
                        null)))
                .isEqualTo("image_refused");
    }

    @Test
    void aLoginIsShownToTheRegistryAloneThatItIsFor() throws Exception {
        String digest = foreign.push("ann/elsewhere", "1.0", image(10));
        ImageReference image = ImageReference.parse(foreign.address() + "/ann/elsewhere@" + digest);
        VersionState state = Versions.copied("acme/elsewhere", "bld_Elsewhere", source(image), image.digest());
        peers.giveLogin(state.id(), "registry.example.com", World.FOREIGN_USERNAME, World.FOREIGN_PASSWORD);
        lifecycle.tell(new VersionPublished(state), state);

        assertThat(code(state)).isEqualTo("image_unauthorized");
    }

    @Test
    void aRegistryOfOursThatIsAwayIsWaitedFor() throws Exception {
        String digest = foreign.push("ann/waiting", "1.0", image(10));
        peers.arrange("oci/shut");
        VersionState version =
                publish("acme/waiting", "bld_WaitingCopy", "ann/waiting", digest, World.FOREIGN_PASSWORD);
        await().atMost(PATIENCE).until(() -> log("bld_WaitingCopy").contains("Waiting: "));

        peers.arrange("oci/open");

        assertThat(ended(version).status()).isEqualTo(BuildState.Status.succeeded);
    }

    private static TestImage image(int size) {
        byte[] layer = new byte[size];
        new Random(size).nextBytes(layer);
        return TestImage.of(Map.of(), "8080/tcp").with(layer);
    }

    private VersionState publish(String provider, String buildId, String repository, String digest, String password)
            throws Exception {
        return publish(
                provider, buildId, ImageReference.parse(foreign.address() + "/" + repository + "@" + digest), password);
    }

    private VersionState publish(String provider, String buildId, ImageReference image, String password)
            throws Exception {
        VersionState state = Versions.copied(provider, buildId, source(image), image.digest());
        if (password != null) {
            peers.giveLogin(state.id(), image.registry(), World.FOREIGN_USERNAME, password);
        }
        lifecycle.tell(new VersionPublished(state), state);
        return state;
    }

    private Packages source(ImageReference image) throws Exception {
        Packages source = new Packages(new ImagePackage(
                        image,
                        8080,
                        "/healthz",
                        Strategy.switch_,
                        false,
                        Map.of("type", "object"),
                        List.of(new ImagePackage.ResourceType("bucket", null, Map.of("type", "object"), null)),
                        null)
                .bytes());
        peers.hold(source);
        return source;
    }

    private String code(VersionState version) {
        BuildState failed = ended(version);
        assertThat(failed.status()).as("%s", failed).isEqualTo(BuildState.Status.failed);
        assertThat(failed.attempt()).as("the same fails again").isEqualTo(1);
        return failed.errorCode();
    }

    private BuildState ended(VersionState version) {
        await().atMost(PATIENCE).until(() -> lifecycle.of(version.buildId()).stream()
                .anyMatch(event -> event instanceof BuildSucceeded || event instanceof BuildFailed));
        return Lifecycle.state(lifecycle.of(version.buildId()).getLast());
    }

    private static String log(String buildId) {
        JsonNode log = given().header("Authorization", "Bearer " + RegistryApi.TOKEN)
                .get("/internal/builds/" + buildId + "/logs")
                .then()
                .extract()
                .as(JsonNode.class);
        return log.path("items").findValuesAsText("text").toString();
    }
}
