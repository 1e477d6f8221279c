package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** registry-api is stopped by SIGTERM while a package comes in: alone, and with the whole stack. */
class UploadStoppedTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Longer than a service without work takes to end, and than it was once given. */
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    @Test
    void theUploadIsFinishedAndNothingNewIsBegun() throws Exception {
        ProviderSource source = ProviderSource.good("1.0.0").withBallast(2_000_000, new Random(1));
        Path data = directory.resolve("data");
        try (StackUnderTest stack = StackUnderTest.start(data)) {
            Story acme = new Story(stack.as("acme"), "acme/stopped", directory);
            ProcessHandle service = stack.process("registry-api");
            try (HalfUpload upload = HalfUpload.begin(acme, "1.0.0", source.tarGz(directory))) {
                awaitIncoming(data);
                stack.signal("TERM", "registry-api");
                await("new requests are refused").atMost(PATIENCE).until(() -> isRefused(acme.api()));
                assertThat(service.isAlive()).as("it waits for the upload").isTrue();

                assertThat(upload.finish()).isEqualTo(202);
            }
            service.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

            // The stack starts it again.
            acme.awaitPublished("1.0.0");
        }
    }

    @Test
    void theStackWaitsForItToo() throws Exception {
        ProviderSource source = ProviderSource.good("1.0.0").withBallast(2_000_000, new Random(2));
        Path data = directory.resolve("data");
        StackUnderTest stack = StackUnderTest.start(data);
        Story acme = new Story(stack.as("acme"), "acme/stopped", directory);
        try (HalfUpload upload = HalfUpload.begin(acme, "1.0.0", source.tarGz(directory))) {
            awaitIncoming(data);
            CompletableFuture<Void> down = CompletableFuture.runAsync(() -> close(stack), Thread::startVirtualThread);
            await("the user is told what it waits for").atMost(PATIENCE).until(() -> Files.readString(
                            data.resolve("up.log"))
                    .contains("registry-api finishes what is under way, such as an upload"));
            await("it goes on waiting")
                    .during(LONG)
                    .atMost(LONG.multipliedBy(2))
                    .until(() -> !down.isDone());

            assertThat(upload.finish()).isEqualTo(202);
            down.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        try (StackUnderTest again = StackUnderTest.start(data)) {
            new Story(again.as("acme"), "acme/stopped", directory).awaitPublished("1.0.0");
        }
    }

    private static void close(StackUnderTest stack) {
        try {
            stack.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void awaitIncoming(Path data) {
        await("the package comes in").atMost(PATIENCE).ignoreExceptions().until(() -> {
            try (Stream<Path> files = Files.walk(data.resolve("blobs/incoming"))) {
                return files.anyMatch(file -> file.toFile().length() > 500_000);
            }
        });
    }

    /** By an answer that says so, or by the want of a listener. */
    private static boolean isRefused(Api api) {
        try {
            return api.get("/organizations/me").status() == 503;
        } catch (RuntimeException e) {
            return hasCause(e, IOException.class);
        }
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(type::isInstance);
    }
}
