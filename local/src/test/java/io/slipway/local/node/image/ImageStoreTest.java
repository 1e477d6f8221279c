package io.slipway.local.node.image;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import io.slipway.local.node.TestImages;
import io.slipway.local.provider.TestProvider;
import io.slipway.local.settings.RegistryAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ImageStoreTest {
    private static final Duration NOW = Duration.ofSeconds(-1);

    @TempDir
    private Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void imagesOfTheSameLayersShareTheirFiles() throws Exception {
        ImageStore store = store("boot");
        Image one = store.pull(ImageReference.parse(TestImages.shared().provider()));
        Image other = store.pull(ImageReference.parse(TestImages.shared().withEntrypoint("java", "other")));

        assertThat(other.rootFs().root()).isEqualTo(one.rootFs().root());
        assertThat(other.command()).isEqualTo(List.of("java", "other"));
        assertThat(one.workingDirectory()).isEqualTo("/srv");
        List<Path> chains = entries("chain-");
        assertThat(chains).hasSize(2);
        assertThat(chains.stream()
                        .map(chain -> key(chain.resolve("opt/java/lib/modules")))
                        .distinct())
                .as("the runtime's bytes are there once")
                .hasSize(1);
    }

    @Test
    void aProcessGetsFilesOfItsOwnAndSharesTheRuntime() throws Exception {
        Image shared =
                store("boot").pull(ImageReference.parse(TestImages.shared().provider()));
        Image own = shared.in(directory.resolve("own"));
        Path program = Path.of("srv/app", TestProvider.class.getName().replace('.', '/') + ".class");

        assertThat(key(own.rootFs().root().resolve(program)))
                .isNotEqualTo(key(shared.rootFs().root().resolve(program)));
        assertThat(own.rootFs().root().resolve(program))
                .hasSameBinaryContentAs(shared.rootFs().root().resolve(program));
        assertThat(permissions(own.rootFs().root().resolve(program))).isEqualTo("rw-r--r--");
        assertThat(key(own.rootFs().root().resolve("opt/java/lib/modules")))
                .isEqualTo(key(shared.rootFs().root().resolve("opt/java/lib/modules")));
        assertThat(permissions(own.rootFs().root().resolve("opt/java/lib/modules")))
                .isEqualTo("r--r--r--");
        assertThat(permissions(own.rootFs().root().resolve("opt/java/bin/java")))
                .isEqualTo("r-xr-xr-x");

        Files.writeString(own.rootFs().root().resolve("srv/left"), "by an earlier process");
        assertThat(shared.in(directory.resolve("own")).rootFs().root().resolve("srv/left"))
                .doesNotExist();
    }

    @Test
    void sweepsWhatNobodyRunsAndKeepsWhatSomebodyDoes() throws Exception {
        ImageStore store = store("boot");
        ImageReference used = ImageReference.parse(TestImages.shared().provider());
        store.pull(used);
        store.pull(ImageReference.parse(TestImages.shared().withEntrypoint("java", "unused")));

        store.sweep(Set.of(), Duration.ofHours(1));
        assertThat(entries("sha256-")).hasSize(2);
        store.sweep(Set.of(used.digest()), NOW);
        assertThat(entries("sha256-")).hasSize(1);
        assertThat(entries("chain-")).hasSize(2);
        store.sweep(Set.of(), NOW);
        assertThat(entries("sha256-")).isEmpty();
        assertThat(entries("chain-")).isEmpty();
        assertThat(store.pull(used).rootFs().root()).isNotEmptyDirectory();
    }

    @Test
    void whatIsSweptGoesAsAWholeSoThatAKilledSweepLeavesNoPart() throws Exception {
        ImageStore store = store("boot");
        store.pull(ImageReference.parse(TestImages.shared().provider()));
        Path chain = entries("chain-").getFirst();
        for (int i = 0; i < 3_000; i++) {
            Files.createFile(chain.resolve("file-" + i));
        }
        FutureTask<Void> sweep = new FutureTask<>(() -> {
            store.sweep(Set.of(), NOW);
            return null;
        });
        Thread.ofPlatform().start(sweep);
        boolean seenInPart = false;
        while (!sweep.isDone()) {
            seenInPart |= !Files.exists(chain.resolve("file-0")) && Files.exists(chain);
        }
        sweep.get();
        assertThat(seenInPart).isFalse();
        assertThat(entries("chain-")).isEmpty();
    }

    @Test
    void trustsNothingOfAnEarlierBoot() throws Exception {
        store("one").pull(ImageReference.parse(TestImages.shared().provider()));
        store("one");
        assertThat(entries("sha256-")).hasSize(1);
        store("two");
        assertThat(entries("sha256-")).isEmpty();
    }

    @Test
    void aManifestOfAnotherDigestIsNotBelieved() throws Exception {
        HttpServer liar = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        liar.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (exchange) {
                exchange.getResponseBody().write("{\"layers\":[]}".getBytes(StandardCharsets.UTF_8));
            }
        });
        liar.start();
        try {
            String address = "127.0.0.1:" + liar.getAddress().getPort();
            ImageStore store = new ImageStore(
                    directory,
                    new RegistryClient(http, RegistryAccess.loopback(address, "user", "password")),
                    Clock.systemUTC(),
                    "boot");
            assertThatThrownBy(() -> store.pull(ImageReference.parse("a/b@sha256:" + "0".repeat(64))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("sent another manifest");
        } finally {
            liar.stop(0);
        }
    }

    private ImageStore store(String bootId) throws Exception {
        RegistryClient registry = new RegistryClient(http, TestImages.shared().access());
        return new ImageStore(directory, registry, Clock.systemUTC(), bootId);
    }

    private List<Path> entries(String prefix) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static Object key(Path file) {
        try {
            return Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                    .fileKey();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
