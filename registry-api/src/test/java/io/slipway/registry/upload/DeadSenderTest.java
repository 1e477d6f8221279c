package io.slipway.registry.upload;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Publishers whose connection breaks while they send. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class DeadSenderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final byte[] HALF = new byte[1_000_000];

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 2000000", "Transfer-Encoding: chunked"})
    void leaveNothing(String length) throws IOException {
        new Random(1).nextBytes(HALF);
        List<Path> kept = BlobFiles.now().kept();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            boolean chunked = length.endsWith("chunked");
            byte[] head = """
                    --xyz\r
                    Content-Disposition: form-data; name="version"\r
                    \r
                    1.0.0\r
                    --xyz\r
                    Content-Disposition: form-data; name="code"; filename="code.tar.gz"\r
                    \r
                    """.getBytes(StandardCharsets.UTF_8);
            write(socket, """
                    POST /providers/acme/half/publish HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer %s\r
                    Content-Type: multipart/form-data; boundary=xyz\r
                    %s\r
                    \r
                    %s""".formatted(Tokens.ACME, length, chunked ? "1e8480\r\n" : "")
                    .getBytes(StandardCharsets.UTF_8));
            write(socket, head);
            write(socket, HALF);
            await("the upload is being taken in").atMost(PATIENCE).until(DeadSenderTest::isTakenIn);
        }
        await("nothing is left")
                .atMost(PATIENCE)
                .until(() -> BlobFiles.now().incoming().isEmpty());
        assertThat(BlobFiles.now().kept()).containsExactlyElementsOf(kept);
        Api.as(Tokens.ACME).get("/providers/acme/half").then().statusCode(404);
    }

    @Test
    void theSamePackageIsTakenAfterwards() throws IOException {
        byte[] noise = new byte[3 * HALF.length];
        new Random(2).nextBytes(noise);
        byte[] code = Packages.hello(Base64.getEncoder().encodeToString(noise));
        try (SlowUpload sender = SlowUpload.begin("acme/half-again", code)) {
            await("the upload is being taken in").atMost(PATIENCE).until(DeadSenderTest::isTakenIn);
        }
        await("nothing is left")
                .atMost(PATIENCE)
                .until(() -> BlobFiles.now().incoming().isEmpty());
        Api.as(Tokens.ACME).get("/providers/acme/half-again").then().statusCode(404);

        Api.publish(Tokens.ACME, "acme/half-again", "1.0.0", code).then().statusCode(202);

        assertThat(BlobFiles.now().kept())
                .filteredOn(file -> file.endsWith(Packages.sha256(code)))
                .singleElement(InstanceOfAssertFactories.PATH)
                .hasBinaryContent(code);
    }

    /** The URL is good for those who try again. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 1000000", "Transfer-Encoding: chunked"})
    void leaveNothingAtASignedUrl(String length) throws IOException {
        byte[] code = HALF.clone();
        new Random(length.length()).nextBytes(code);
        String provider = "acme/half-put" + length.length();
        Response requested = Uploads.request(Tokens.ACME, provider, Uploads.of("1.0.0", code));
        requested.then().statusCode(201);
        URI url = URI.create(requested.path("'package'.url"));
        List<Path> kept = BlobFiles.now().kept();
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            write(socket, """
                    PUT %s?%s HTTP/1.1\r
                    Host: localhost\r
                    %s\r
                    \r
                    %s""".formatted(
                            url.getRawPath(),
                            url.getRawQuery(),
                            length,
                            length.endsWith("chunked") ? Integer.toHexString(code.length) + "\r\n" : "")
                    .getBytes(StandardCharsets.UTF_8));
            write(socket, Arrays.copyOf(code, code.length - 1));
            await("the upload is being taken in").atMost(PATIENCE).until(DeadSenderTest::isTakenIn);
        }
        await("nothing is left")
                .atMost(PATIENCE)
                .until(() -> BlobFiles.now().incoming().isEmpty());
        assertThat(BlobFiles.now().kept()).containsExactlyElementsOf(kept);
        assertThat(BlobFiles.staged(requested.path("upload_id"))).isEmpty();
        Api.as(Tokens.ACME).get("/providers/" + provider).then().statusCode(404);

        assertThat(Uploads.put(requested, "package", code)).isEqualTo(204);
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** All but what waits in buffers. */
    private static boolean isTakenIn() throws IOException {
        for (Path file : BlobFiles.now().incoming()) {
            if (Files.size(file) > HALF.length / 2) {
                return true;
            }
        }
        return false;
    }
}
