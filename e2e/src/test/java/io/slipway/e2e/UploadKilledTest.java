package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** registry-api dies by kill -9 while a package comes in. */
class UploadKilledTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void nothingIsLeftAndTheSamePackageIsPublishedAfterwards() throws Exception {
        Path data = directory.resolve("data");
        ProviderSource source = ProviderSource.good("1.0.0").withBallast(2_000_000, new Random(1));
        try (StackUnderTest stack = StackUnderTest.start(data)) {
            Story acme = new Story(stack.as("acme"), "acme/interrupted", directory);
            Path incoming = data.resolve("blobs/incoming");
            try (HalfUpload upload = HalfUpload.begin(acme, "1.0.0", source.tarGz(directory))) {
                await("the package comes in").atMost(PATIENCE).until(() -> files(incoming).stream()
                        .anyMatch(file -> size(file) > 500_000));
                stack.kill("registry-api");
                await("the connection is gone").atMost(PATIENCE).until(upload::isGone);
            }

            acme.publishWhenever(source).awaitPublished("1.0.0");

            String sha256 = acme.version("1.0.0").path("source_hash").asText();
            Path blob = data.resolve("blobs/sha256/" + sha256.substring(0, 2) + "/" + sha256);
            // A readiness check tries to write, so there may be a file of its own for a moment; a replica's lock stays.
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(files(data.resolve("blobs")))
                    .filteredOn(file -> !file.startsWith(data.resolve("blobs/locks")))
                    .containsExactly(blob));
        }
    }

    private static List<Path> files(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }
}
