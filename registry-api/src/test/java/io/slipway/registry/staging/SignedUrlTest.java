package io.slipway.registry.staging;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import jakarta.inject.Inject;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.registry.contract.Answers;
import io.slipway.registry.signing.Grant;
import io.slipway.registry.signing.UrlSigner;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a signed URL is good for, while packages are files: one file, once, as it was signed. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class SignedUrlTest {
    private static final String EXPIRE = "update upload set expires_at = now() - interval '1 second' where id = $1";
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int ROUNDS = 10;
    private static final int SENDERS = 4;

    @Inject
    UrlSigner signer;

    @Inject
    Pool pool;

    enum State {
        STAGED(409),
        CONFIRMED(409),
        EXPIRED(410);

        private final int answer;

        State(int answer) {
            this.answer = answer;
        }
    }

    /** The body never comes: who waited for it would not answer. */
    @ParameterizedTest
    @EnumSource
    void aUsedOneIsRefusedBeforeItsBodyComes(State state) throws Throwable {
        byte[] code = Packages.hello("used " + state);
        String number = "1.0." + state.ordinal();
        Response requested = Uploads.request(Tokens.ACME, "acme/used", Uploads.of(number, code));
        if (state != State.EXPIRED) {
            assertThat(Uploads.put(requested, "package", code)).isEqualTo(204);
        }
        if (state == State.CONFIRMED) {
            Uploads.confirm(Tokens.ACME, "acme/used", Uploads.confirmation(requested, number, code))
                    .then()
                    .statusCode(202);
        }
        if (state == State.EXPIRED) {
            String id = requested.path("upload_id");
            VertxContextSupport.subscribeAndAwait(
                    () -> pool.preparedQuery(EXPIRE).execute(Tuple.of(id)));
        }

        assertThat(answerToHead(requested.path("'package'.url"), code.length)).isEqualTo(state.answer);
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    private static int answerToHead(String signed, int length) throws IOException {
        URI url = URI.create(signed);
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("""
                    PUT %s?%s HTTP/1.1\r
                    Host: localhost\r
                    Content-Length: %d\r
                    \r
                    """.formatted(url.getRawPath(), url.getRawQuery(), length)
                    .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return Answers.checked("PUT", url.getRawPath(), socket.getInputStream());
        }
    }

    /** Nothing is known of the lockfile: any would do. */
    @Test
    void ofThoseWhoSendOneAtOnceOneIsTaken() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            Response requested =
                    Uploads.request(Tokens.ACME, "acme/at-once", Uploads.of("1.0.0", Packages.hello("at once")));
            CyclicBarrier start = new CyclicBarrier(SENDERS);
            List<Callable<Integer>> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                byte[] lock = ("{\"sender\": " + i + "}").getBytes(StandardCharsets.UTF_8);
                senders.add(() -> {
                    start.await();
                    return Uploads.put(requested, "lockfile", lock);
                });
            }

            assertThat(all(senders)).containsOnlyOnce(204).contains(409).containsOnly(204, 409);
        }
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    private static List<Integer> all(List<Callable<Integer>> steps) throws Exception {
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (Future<Integer> one : threads.invokeAll(steps)) {
                answers.add(one.get());
            }
        }
        return answers;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "key, unknown",
        "key, ''",
        "key,",
        "expires, 1",
        "expires, 99999999999",
        "expires, soon",
        "expires,",
        "max_bytes, 99999999999",
        "max_bytes, -1",
        "max_bytes,",
        "bytes, 1",
        "bytes, ''",
        "bytes,",
        "sha256, 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "sha256, ''",
        "sha256,",
        "signature, AAAA",
        "signature, ''",
        "signature,"
    })
    void whateverIsChangedIsRefused(String parameter, String value) throws IOException {
        byte[] code = Packages.hello("tampered");
        Response requested = Uploads.request(Tokens.ACME, "acme/tampered", Uploads.of("1.0.0", code));
        String signed = requested.path("'package'.url");
        assertThat(signed).contains(parameter + "=");
        String changed = signed.replaceAll(
                "(?<=[?&])" + parameter + "=[^&]*&?", value == null ? "" : parameter + "=" + value + "&");

        assertRefused(Uploads.send("PUT", changed, Map.of(), code), "invalid_signature");
        assertThat(BlobFiles.staged(requested.path("upload_id"))).isEmpty();
    }

    @Test
    void whatWasNotSignedIsNotAdded() {
        Response requested =
                Uploads.request(Tokens.ACME, "acme/tampered", Uploads.of("1.0.0", Packages.hello("tampered")));
        String signed = requested.path("lockfile.url");
        assertThat(signed).doesNotContain("sha256=").doesNotContain("&bytes=");

        for (String added : List.of("&bytes=2", "&sha256=" + "a".repeat(64))) {
            assertRefused(Uploads.send("PUT", signed + added, Map.of(), new byte[2]), "invalid_signature");
        }
    }

    @Test
    void oneThatHasExpiredIsRefused() {
        byte[] code = Packages.hello("too late");
        Response requested = Uploads.request(Tokens.ACME, "acme/too-late", Uploads.of("1.0.0", code));
        Grant past = Grant.put(
                "/" + requested.<String>path("'package'.storage_path"),
                Instant.parse("2020-01-01T00:00:00Z"),
                UploadLimits.PACKAGE_BYTES,
                (long) code.length,
                Packages.sha256(code));
        URI url = signer.sign(past, URI.create("http://localhost:" + RestAssured.port));

        assertRefused(Uploads.send("PUT", url.toString(), Map.of(), code), "url_expired");
    }

    @Test
    void aVersionWithBuildMetadataIsDownloaded() {
        byte[] code = Packages.hello("plus");
        Uploads.publish("acme/signed-plus", "1.0.0+build.5", code).then().statusCode(202);

        Response urls = Api.as(Tokens.ACME)
                .urlEncodingEnabled(false)
                .get("/providers/acme/signed-plus/versions/1.0.0%2Bbuild.5/download?redirect=false");

        urls.then().statusCode(200);
        HttpResponse<byte[]> file = Uploads.get(urls.path("'package'.url"));
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(code);
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"signed-plus-1.0.0+build.5.tar.gz\"");
    }

    private static void assertRefused(HttpResponse<byte[]> answer, String code) {
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"code\":\"" + code + "\"");
        assertThat(answer.statusCode()).isEqualTo(403);
    }
}
