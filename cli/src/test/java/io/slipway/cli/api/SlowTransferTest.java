package io.slipway.cli.api;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.slipway.cli.FakeServer;
import io.slipway.cli.FakeServer.Reply;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A package may take longer than anything else that is asked. */
class SlowTransferTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch answering = new CountDownLatch(1);
    private FakeServer server;
    private ApiClient client;

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer(_ -> {
            begun.countDown();
            await(answering);
            return new Reply(200, Map.of(), "{}");
        });
        client = new ApiClient(URI.create(server.url()), "slp_x", Duration.ofMillis(100));
    }

    @AfterEach
    void stop() {
        answering.countDown();
        server.close();
    }

    @Test
    void anUploadOutlastsOtherRequests() throws Exception {
        outlasts(() -> client.upload("/publish", "text/plain", BodyPublishers.ofString("the package")));
    }

    @Test
    void aSignedPutDoesToo() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "the package");
        outlasts(() -> client.put(URI.create(server.url() + "/x"), Map.of(), file));
    }

    @Test
    void aSignedFetchDoesToo() throws Exception {
        outlasts(() -> client.fetch(URI.create(server.url() + "/x"), directory.resolve("file")));
    }

    /** The other request begins later and has waited in vain when its time is over. */
    private void outlasts(Runnable transfer) throws Exception {
        CompletableFuture<Void> done = CompletableFuture.runAsync(transfer);
        await(begun);

        assertThatThrownBy(() -> client.get("/providers")).isInstanceOfSatisfying(CliFailure.class, failure -> {
            assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
            assertThat(failure.getMessage()).contains(server.url(), "GET /providers");
            assertThat(failure.hint()).doesNotContain("slipway up");
        });
        answering.countDown();

        done.get(30, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
