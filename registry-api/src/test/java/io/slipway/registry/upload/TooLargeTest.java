package io.slipway.registry.upload;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.registry.contract.Answers;
import io.slipway.registry.contract.CheckedClient;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** More than 64 MiB, with and without a Content-Length. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class TooLargeTest {
    private static final long LIMIT = 64L * 1024 * 1024;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] HEAD =
            "--xyz\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TAIL = "\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8);

    @Test
    void aByteTooManyIsTooLarge() throws Exception {
        long length = LIMIT + 1;
        HttpResponse<String> chunked = post(Tokens.ACME, BodyPublishers.ofInputStream(() -> form(length)));
        assertTooLarge(chunked);
        long whole = HEAD.length + length + TAIL.length;
        HttpResponse<String> declared = post(
                Tokens.ACME, BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> form(length)), whole));
        assertTooLarge(declared);
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    @Test
    void whatIsAbsurdIsRefusedBeforeItComes() throws Exception {
        assertThat(answerToHead(Tokens.ACME, "Content-Length: " + (1L << 30))).isEqualTo(413);
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    @Test
    void farTooMuchWithoutALengthIsTooLargeAsWell() throws Exception {
        assertTooLarge(post(Tokens.ACME, BodyPublishers.ofInputStream(() -> form(3 * LIMIT))));
    }

    /** Whoever is of another organization does not even learn whether there is such a provider. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 60000000", "Transfer-Encoding: chunked"})
    void strangersAreRefusedBeforeTheyUploadAnything(String length) throws Exception {
        assertThat(answerToHead("slp_stranger", length)).isEqualTo(401);
        assertThat(answerToHead(Tokens.GLOBEX, length)).isEqualTo(404);
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    /** Nothing follows it. */
    private static int answerToHead(String token, String length) throws IOException {
        String target = "/providers/acme/large/publish";
        try (Socket socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("""
                    POST %s HTTP/1.1\r
                    Host: localhost\r
                    Authorization: Bearer %s\r
                    Content-Type: multipart/form-data; boundary=xyz\r
                    %s\r
                    \r
                    """.formatted(target, token, length).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return Answers.checked("POST", target, socket.getInputStream());
        }
    }

    private static void assertTooLarge(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"too_large\"");
    }

    private static HttpResponse<String> post(String token, BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/providers/acme/large/publish"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "multipart/form-data; boundary=xyz")
                .POST(body)
                .build();
        try (HttpClient client = CheckedClient.http1()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static InputStream form(long fileBytes) {
        return new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(HEAD), new Zeros(fileBytes), new ByteArrayInputStream(TAIL))));
    }

    /** So many of them, without memory. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long count) {
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int read = (int) Math.min(length, left);
            left -= read;
            return read;
        }
    }
}
