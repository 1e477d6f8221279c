package io.slipway.registry.staging;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.slipway.registry.blob.BlobRows;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import io.smallrye.mutiny.Uni;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients and registries that go away in the middle. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class UploadCrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    UploadRows uploads;

    @Inject
    TakeUpload files;

    @Inject
    BlobRows blobs;

    @Test
    void aClientThatGoesAwayLeavesNothing() throws IOException {
        byte[] half = new byte[1_000_000];
        new Random(1).nextBytes(half);
        Response requested = Uploads.request(Tokens.ACME, "acme/went", Uploads.of("1.0.0", new byte[2_000_000]));
        URI url = URI.create(requested.path("'package'.url"));

        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.getOutputStream()
                    .write("""
                    PUT %s?%s HTTP/1.1\r
                    Host: localhost\r
                    Content-Length: 2000000\r
                    \r
                    """.formatted(url.getRawPath(), url.getRawQuery()).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(half);
            socket.getOutputStream().flush();
            await("it is being taken in").atMost(PATIENCE).until(() -> isTakenIn(half.length / 2));
        }

        await("nothing is left")
                .atMost(PATIENCE)
                .until(() -> BlobFiles.now().incoming().isEmpty());
        assertThat(BlobFiles.staged(requested.path("upload_id"))).isEmpty();
    }

    private static boolean isTakenIn(long bytes) throws IOException {
        for (Path file : BlobFiles.now().incoming()) {
            if (Files.size(file) > bytes) {
                return true;
            }
        }
        return false;
    }

    /** After each of its steps but the last, which is one transaction. */
    @Test
    void aConfirmationThatDiedIsDoneByTheNext() throws Exception {
        for (int steps : List.of(1, 2, 3)) {
            byte[] code = Packages.hello("died after " + steps);
            String number = "1.0." + steps;
            Response requested = Uploads.request(Tokens.ACME, "acme/confirm-died", Uploads.of(number, code));
            Uploads.put(requested, "package", code);
            ConfirmRequest request = new ConfirmRequest(
                    requested.path("'package'.storage_path"),
                    number,
                    Packages.sha256(code),
                    (long) code.length,
                    null,
                    null,
                    null,
                    null,
                    null);
            Upload upload = done(() -> uploads.requireAlive(requested.path("upload_id")));

            TakeUpload.Taken taken = files.take(upload, request, "token:tok_died");
            if (steps > 1) {
                done(() -> blobs.touch(taken.file()));
            }
            if (steps > 2) {
                files.keep(taken);
            }

            Uploads.confirm(Tokens.ACME, "acme/confirm-died", Uploads.confirmation(requested, number, code))
                    .then()
                    .statusCode(202);
            assertThat(Api.asService()
                            .get("/internal/sources/" + Packages.sha256(code))
                            .asByteArray())
                    .isEqualTo(code);
            files.discard(taken);
        }
    }

    private static <T> T done(Supplier<Uni<T>> step) {
        try {
            return VertxContextSupport.subscribeAndAwait(step);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
