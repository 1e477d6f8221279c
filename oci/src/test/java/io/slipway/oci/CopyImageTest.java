package io.slipway.oci;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import io.slipway.embedded.EmbeddedRegistry;
import io.slipway.providerpackage.ImageReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Between two real registries, both with a login. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyImageTest {
    private static final RegistryLogin ANN = new RegistryLogin("ann", "pass:wörd");
    private static final RegistryLogin OURS = new RegistryLogin("slipway", "ours");
    private static final Platform PLATFORM = new Platform("linux", "amd64");
    private static final TestImage IMAGE = TestImage.of(Map.of("io.slipway.port", "9000"), "9000/tcp", "53/udp")
            .with(random(3_000_000, 1), random(10, 2), random(10, 2));

    @TempDir
    private static Path directory;

    private EmbeddedRegistry theirServer;
    private EmbeddedRegistry ourServer;
    private TestImage.Registry theirs;
    private TestImage.Registry ours;
    private Registries registries;

    @BeforeAll
    void start() {
        theirServer = EmbeddedRegistry.start(directory.resolve("theirs"), 0, ANN.username(), ANN.password());
        ourServer = EmbeddedRegistry.start(directory.resolve("ours"), 0, OURS.username(), OURS.password());
        theirs = new TestImage.Registry(theirServer.address(), ANN.username(), ANN.password());
        ours = new TestImage.Registry(ourServer.address(), OURS.username(), OURS.password());
        registries = new Registries(Set.of("http://" + theirs.address(), "http://" + ours.address()));
    }

    @AfterAll
    void stop() {
        registries.close();
        theirServer.close();
        ourServer.close();
    }

    @Test
    void aTagMeansADigest() throws Exception {
        String digest = theirs.push("acme/tagged", "1.0", IMAGE);

        ResolvedImage resolved = resolve("acme/tagged:1.0", ANN);

        assertThat(resolved.reference()).hasToString(theirs.address() + "/acme/tagged@" + digest);
        assertThat(resolved.config())
                .isEqualTo(new ImageConfig("linux", "amd64", Map.of("io.slipway.port", "9000"), List.of(9000)));
        assertThat(resolve("acme/tagged@" + digest, ANN)).isEqualTo(resolved);
    }

    @Test
    void anIndexMeansItsVariantForThePlatform() throws Exception {
        String amd = theirs.push("acme/index", "amd", IMAGE);
        String arm = theirs.push("acme/index", "arm", IMAGE.on("arm64"));
        String index = theirs.index("acme/index", "1.0", Map.of("arm64", arm, "amd64", amd));
        theirs.index("acme/index", "arm-only", Map.of("arm64", arm));

        assertThat(resolve("acme/index:1.0", ANN).reference().digest()).isEqualTo(amd);
        assertThat(resolve("acme/index@" + index, ANN).reference().digest()).isEqualTo(amd);
        assertThat(refusal("acme/index:arm-only", ANN)).isEqualTo(OciException.Reason.NO_VARIANT);
        assertThat(refusal("acme/index:arm", ANN)).isEqualTo(OciException.Reason.NO_VARIANT);
    }

    @Test
    void saysWhyThereIsNone() {
        theirs.push("acme/closed", "1.0", IMAGE);

        assertThat(refusal("acme/closed:2.0", ANN)).isEqualTo(OciException.Reason.NOT_FOUND);
        assertThat(refusal("acme/closed@sha256:" + "12".repeat(32), ANN)).isEqualTo(OciException.Reason.NOT_FOUND);
        assertThat(refusal("acme/closed:1.0", null)).isEqualTo(OciException.Reason.UNAUTHORIZED);
        assertThat(refusal("acme/closed:1.0", OURS)).isEqualTo(OciException.Reason.UNAUTHORIZED);
    }

    @Test
    void aCopyHasTheSameDigest() throws Exception {
        String digest = theirs.push("acme/copied", "1.0", IMAGE);
        List<String> log = new ArrayList<>();

        copy("acme/copied", digest, "providers/acme/copied", log);

        assertThat(ours.get("providers/acme/copied/manifests/" + digest))
                .isEqualTo(theirs.get("acme/copied/manifests/" + digest))
                .isEqualTo(ours.get("providers/acme/copied/manifests/bld_1"));
        assertThat(ours.get("providers/acme/copied/blobs/"
                        + Documents.digest(IMAGE.layers().getFirst())))
                .isEqualTo(IMAGE.layers().getFirst());
        assertThat(log).hasSize(3).first().asString().isEqualTo("Part 1 of 3: 2 MiB copied");

        log.clear();
        copy("acme/copied", digest, "providers/acme/copied", log);
        assertThat(log).as("nothing is sent twice").allMatch(line -> line.endsWith("there already"));
    }

    @Test
    void anImageThatIsTooLargeIsNotBegun() {
        String digest = theirs.push("acme/large", "1.0", IMAGE);
        CopyImage copy = new CopyImage(registries, registries, Duration.ofSeconds(20), 2_000_000);

        OciException refusal = catchThrowableOfType(
                OciException.class,
                () -> copy.copy(image("acme/large@" + digest), ANN, target("providers/acme/large"), _ -> {}));

        assertThat(refusal.reason()).isEqualTo(OciException.Reason.TOO_LARGE);
        assertThat(ours.get("providers/acme/large/blobs/"
                        + Documents.digest(IMAGE.layers().get(1))))
                .isNull();
    }

    @Test
    void aTargetThatDoesNotTakeItIsTheTargetsFault() {
        String digest = theirs.push("acme/refused", "1.0", IMAGE);
        CopyImage copy = new CopyImage(registries, registries, Duration.ofSeconds(20), 1L << 30);

        assertThat(catchThrowableOfType(
                        TargetException.class,
                        () -> copy.copy(
                                image("acme/refused@" + digest),
                                ANN,
                                new CopyImage.Target(ours.address(), "providers/x", "bld_1", ANN),
                                _ -> {})))
                .isNotNull();
    }

    private void copy(String repository, String digest, String to, List<String> log) throws Exception {
        new CopyImage(registries, registries, Duration.ofSeconds(20), 1L << 30)
                .copy(image(repository + "@" + digest), ANN, target(to), log::add);
    }

    private CopyImage.Target target(String repository) {
        return new CopyImage.Target(ours.address(), repository, "bld_1", OURS);
    }

    private ImageReference image(String name) throws Exception {
        return ImageReference.parse(theirs.address() + "/" + name);
    }

    private ResolvedImage resolve(String name, RegistryLogin login) throws Exception {
        return new ResolveImage(registries, PLATFORM, Duration.ofSeconds(10)).resolve(image(name), login);
    }

    private OciException.Reason refusal(String name, RegistryLogin login) {
        return catchThrowableOfType(OciException.class, () -> resolve(name, login))
                .reason();
    }

    private static byte[] random(int size, int seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
