package io.slipway.registry.blob;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

import io.slipway.registry.signing.Signers;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.S3Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Against a server that speaks S3 and checks what is signed. */
class S3BlobStoreTest {
    private static final byte[] BYTES = new byte[3_000_000];
    /** A server that refuses may hang up before it has read more than that. */
    private static final byte[] SMALL = "the bytes".getBytes(StandardCharsets.UTF_8);

    private static final URI ANY = URI.create("http://localhost");

    private static S3Server server;
    private static S3Bucket bucket;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        new Random(7).nextBytes(BYTES);
        server = S3Server.start();
        bucket = S3Bucket.of(settings(server));
    }

    @AfterAll
    static void stop() {
        bucket.close();
        server.close();
    }

    @Test
    void aBlobIsReadableOnceItIsKept() throws IOException {
        BlobStore store = store();
        store.check();
        ReceivedBlob blob = store.receive(new ByteArrayInputStream(BYTES), BYTES.length);
        assertThatThrownBy(() -> store.open(blob.sha256())).isInstanceOf(NoSuchFileException.class);

        store.keep(blob);
        store.keep(blob);
        store.discard(blob);

        try (InputStream kept = store.open(blob.sha256())) {
            assertThat(Packages.sha256(kept.readAllBytes())).isEqualTo(blob.sha256());
        }
        store.delete(blob.sha256());
        store.delete(blob.sha256());
        assertThatThrownBy(() -> store.open(blob.sha256())).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aSignedUploadIsTakenAndDownloadedByASignedUrl() throws Exception {
        StagingArea staging = staging(Duration.ofMinutes(15));
        String path = path("once");
        SignedRequest upload = staging.signUpload(file(path, BYTES), ANY);

        assertThatThrownBy(() -> staging.take(path, BYTES.length)).isInstanceOf(NoSuchFileException.class);
        assertThat(send(upload, BYTES).statusCode()).isEqualTo(200);

        assertThatThrownBy(() -> staging.take(path, BYTES.length - 1L)).isInstanceOf(BlobTooLargeException.class);
        ReceivedBlob taken = staging.take(path, BYTES.length);
        assertThat(taken.sha256()).isEqualTo(Packages.sha256(BYTES));
        store().keep(taken);
        staging.clear(path);
        assertThatThrownBy(() -> staging.take(path, BYTES.length)).isInstanceOf(NoSuchFileException.class);

        SignedRequest download = staging.signDownload(taken.sha256(), "hello-1.0.0.tar.gz", ANY);
        HttpResponse<byte[]> downloaded = send(download, null);
        assertThat(downloaded.statusCode()).isEqualTo(200);
        assertThat(downloaded.body()).isEqualTo(BYTES);
        assertThat(downloaded.headers().firstValue("Content-Disposition").orElse(""))
                .contains("hello-1.0.0.tar.gz");
    }

    /** Small, so that it is whole with the server before that refuses and closes: the answer to a long one may be lost then. */
    @Test
    void aSignedUploadIsTakenOnce() throws Exception {
        SignedRequest upload = staging(Duration.ofMinutes(15)).signUpload(file(path("twice"), SMALL), ANY);

        assertThat(send(upload, SMALL).statusCode()).isEqualTo(200);
        assertThat(send(upload, SMALL).statusCode()).isEqualTo(412);
    }

    /** The mark that keeps the URL used is no file, in whatever case a server tells its name. */
    @Test
    void whatBecameAVersionIsNotThereAndItsUrlStaysUsed() throws Exception {
        StagingArea staging = staging(Duration.ofMinutes(15));
        String path = path("retired");
        SignedRequest upload = staging.signUpload(file(path, SMALL), ANY);
        assertThat(send(upload, SMALL).statusCode()).isEqualTo(200);

        staging.retire(path);

        assertThatThrownBy(() -> staging.take(path, SMALL.length)).isInstanceOf(NoSuchFileException.class);
        assertThat(send(upload, SMALL).statusCode()).isEqualTo(412);
        staging.clear(path);
        assertThat(send(upload, SMALL).statusCode()).isEqualTo(200);
        assertThat(S3StagingArea.isMark(GetObjectResponse.builder()
                        .metadata(java.util.Map.of("Slipway-Used", "true"))
                        .build()))
                .isTrue();
    }

    @Test
    void anotherSignatureMethodOrPathIsRefused() throws Exception {
        SignedRequest upload = staging(Duration.ofMinutes(15)).signUpload(file(path("forged"), SMALL), ANY);
        String url = upload.url().toString();

        assertThat(send(at(upload, url.replaceAll("X-Amz-Signature=....", "X-Amz-Signature=0000")), SMALL)
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(at(upload, url.replace("/package", "/lockfile")), SMALL).statusCode())
                .isEqualTo(403);
        assertThat(send(at(upload, url.replaceAll("X-Amz-Expires=\\d+", "X-Amz-Expires=86400")), SMALL)
                        .statusCode())
                .isEqualTo(403);
        SignedRequest download = new SignedRequest("GET", upload.url(), upload.headers(), upload.expiresAt());
        assertThat(send(download, null).statusCode()).isEqualTo(403);
    }

    @Test
    void otherContentIsRefused() throws Exception {
        StagingArea staging = staging(Duration.ofMinutes(15));
        SignedRequest upload = staging.signUpload(file(path("content"), BYTES), ANY);
        byte[] other = BYTES.clone();
        other[1_000_000]++;

        assertThat(send(upload, other).statusCode()).isBetween(400, 403);
        assertThat(send(upload, "short".getBytes(StandardCharsets.UTF_8)).statusCode())
                .isBetween(400, 403);
        assertThatThrownBy(() -> staging.take(path("content"), BYTES.length)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void itExpires() {
        SignedRequest upload = staging(Duration.ofSeconds(1)).signUpload(file(path("late"), BYTES), ANY);

        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> send(upload, "short".getBytes(StandardCharsets.UTF_8))
                                .body(),
                        body -> new String(body, StandardCharsets.UTF_8).contains("expired"));
    }

    @Test
    void whatNobodyConfirmedIsRemovedWhenItIsOld() throws Exception {
        StagingArea staging = staging(Duration.ofMinutes(15));
        send(staging.signUpload(new StagedFile(path("old"), 10, null, null), ANY), new byte[] {1});

        assertThat(staging.removeStale(Clock.systemUTC().instant().minus(Duration.ofHours(1))))
                .isZero();
        assertThat(staging.removeStale(Clock.systemUTC().instant().plus(Duration.ofHours(1))))
                .isPositive();
        assertThatThrownBy(() -> staging.take(path("old"), 10)).isInstanceOf(NoSuchFileException.class);
    }

    private static SignedRequest at(SignedRequest request, String url) {
        return new SignedRequest(request.method(), URI.create(url), request.headers(), request.expiresAt());
    }

    private static HttpResponse<byte[]> send(SignedRequest signed, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(signed.url())
                .method(signed.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        signed.headers().forEach(request::header);
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        }
    }

    private static String path(String name) {
        return "uploads/upl_" + (name + "0".repeat(22)).substring(0, 22) + "/package";
    }

    private static StagedFile file(String path, byte[] bytes) {
        return new StagedFile(path, 64 * 1024 * 1024, (long) bytes.length, Packages.sha256(bytes));
    }

    private BlobStore store() {
        return new S3BlobStore(bucket, spool());
    }

    private StagingArea staging(Duration lifetime) {
        return new S3StagingArea(bucket, spool(), Signers.of(lifetime), Clock.systemUTC());
    }

    private Spool spool() {
        return new Spool(directory, "registry-api-0");
    }

    private static BlobConfig.S3 settings(S3Server server) {
        return new BlobConfig.S3() {
            @Override
            public Optional<String> bucket() {
                return value("bucket");
            }

            @Override
            public String region() {
                return "us-east-1";
            }

            @Override
            public Optional<URI> endpoint() {
                return value("endpoint").map(URI::create);
            }

            @Override
            public Optional<URI> publicEndpoint() {
                return Optional.empty();
            }

            @Override
            public boolean pathStyle() {
                return true;
            }

            @Override
            public Optional<String> accessKeyId() {
                return value("access-key-id");
            }

            @Override
            public Optional<String> secretAccessKey() {
                return value("secret-access-key");
            }

            private Optional<String> value(String name) {
                return Optional.ofNullable(server.settings().get("slipway.blobs.s3." + name));
            }
        };
    }
}
