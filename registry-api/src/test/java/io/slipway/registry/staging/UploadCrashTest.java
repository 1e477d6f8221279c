package io.slipway.registry.staging;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
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
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Clients and registries that go away in the middle. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class UploadCrashTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] LOCK = "{\"lockfileVersion\": 3}".getBytes(StandardCharsets.UTF_8);
    private static final String EXPIRE = "update upload set expires_at = now() - interval '1 second' where id = $1";

    @Inject
    UploadRows uploads;

    @Inject
    TakeUpload files;

    @Inject
    BlobRows blobs;

    @Inject
    UploadSweeper sweeper;

    @Inject
    Pool pool;

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

    /** After each of its steps; the one that makes the version is a single transaction. */
    @ParameterizedTest(name = "after {0}, with a lockfile: {2}")
    @CsvSource({
        "TAKEN, 202, false",
        "TAKEN, 202, true",
        "TOUCHED, 202, true",
        "KEPT, 202, false",
        "KEPT, 202, true",
        "COMMITTED, 200, false",
        "COMMITTED, 200, true"
    })
    void aConfirmationThatDiedIsDoneByTheNext(Step last, int status, boolean withLockfile) throws Exception {
        byte[] code = Packages.hello("died after " + last + withLockfile);
        String provider = "acme/died-" + last.name().toLowerCase(Locale.ROOT) + "-" + withLockfile;
        Response requested = Uploads.request(Tokens.ACME, provider, Uploads.of("1.0.0", code));
        Uploads.put(requested, "package", code);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        if (withLockfile) {
            Uploads.put(requested, "lockfile", LOCK);
            confirmation.put("package_lock_path", requested.path("lockfile.storage_path"));
        }
        String id = requested.path("upload_id");
        TakeUpload.Taken taken = diesAfter(last, id, confirmation);

        Response confirmed = Uploads.confirm(Tokens.ACME, provider, confirmation);

        confirmed.then().statusCode(status);
        assertThat(Api.asService()
                        .get("/internal/sources/" + Packages.sha256(code))
                        .asByteArray())
                .isEqualTo(code);
        assertLockfile(provider, withLockfile);
        files.discard(taken);
        done(() -> pool.preparedQuery(EXPIRE).execute(Tuple.of(id)));
        done(() -> sweeper.sweep());
        assertThat(BlobFiles.staged(id)).as("what it had no time to remove").isEmpty();
    }

    /** What is done before the process dies. */
    enum Step {
        TAKEN,
        TOUCHED,
        KEPT,
        COMMITTED
    }

    private TakeUpload.Taken diesAfter(Step last, String id, Map<String, Object> confirmation) throws IOException {
        ConfirmRequest request = new ConfirmRequest(
                (String) confirmation.get("storage_path"),
                (String) confirmation.get("version"),
                (String) confirmation.get("source_hash"),
                ((Integer) confirmation.get("file_size_bytes")).longValue(),
                null,
                null,
                (String) confirmation.get("package_lock_path"),
                null,
                null);
        Upload upload = done(() -> uploads.requireAlive(id));
        TakeUpload.Taken taken = files.take(upload, request, "token:tok_died");
        if (last.compareTo(Step.TOUCHED) >= 0) {
            done(() -> blobs.touch(taken.file()));
        }
        if (last.compareTo(Step.KEPT) >= 0) {
            files.keep(taken);
        }
        if (last.compareTo(Step.COMMITTED) >= 0) {
            done(() -> uploads.become(id, taken.publication()));
            assertThat(BlobFiles.staged(id)).isNotEmpty();
        }
        return taken;
    }

    private static void assertLockfile(String provider, boolean expected) {
        Response urls = Api.as(Tokens.ACME).get("/providers/" + provider + "/versions/1.0.0/download?redirect=false");
        String url = urls.path("lockfile.url");
        assertThat(url != null).isEqualTo(expected);
        if (expected) {
            assertThat(Uploads.get(url).body()).isEqualTo(LOCK);
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
