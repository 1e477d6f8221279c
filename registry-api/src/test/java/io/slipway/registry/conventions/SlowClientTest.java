package io.slipway.registry.conventions;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who sends nothing, or hardly anything, holds nothing for ever, and nobody else up. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(
        value = Setup.class,
        initArgs = {
            @ResourceArg(name = "quarkus.http.idle-timeout", value = "3s"),
            @ResourceArg(name = "slipway.request-deadlines.body", value = "4s"),
            @ResourceArg(name = "slipway.request-deadlines.upload", value = "6s")
        })
@Timeout(180)
class SlowClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MANY = 500;

    @Test
    void halfARequestsHeadersAreNotWaitedForAndOthersAreServed() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int opened = 0; opened < MANY; opened++) {
                slow.add(sent("GET /organizations/me HTTP/1.1\r\nHost: localhost\r\nX-Half: "));
            }
            Api.as(Tokens.ACME).get("/organizations/me").then().statusCode(200);

            slow.forEach(socket -> await("it is closed").atMost(PATIENCE).until(() -> isClosed(socket)));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void aBodyByteByByteHasADeadline() throws IOException {
        try (Socket socket = sent("""
                POST /providers/install HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Content-Length: 100000\r
                \r
                {""".formatted(Tokens.ACME))) {
            await("its connection ends, though it is never idle")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> isRefusing(socket, " "));
        }
    }

    /** More of them than there are threads, and more of each than is read without one unless that is asked for. */
    @Test
    void halfABodyHoldsNoThreadThatOthersNeed() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int opened = 0; opened < MANY; opened++) {
                slow.add(sent("""
                        POST /auth/oidc/exchange HTTP/1.1\r
                        Host: localhost\r
                        Content-Type: application/json\r
                        Content-Length: 100000\r
                        \r
                        %s""".formatted(" ".repeat(20_000))));
            }
            long start = System.nanoTime();
            Api.as(Tokens.ACME)
                    .contentType("application/json")
                    .body(" ".repeat(20_000) + "{\"provider_name\":\"acme/nothing\"}")
                    .post("/providers/install")
                    .then()
                    .statusCode(404);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void soHasAnUploadWhichLeavesNothing() throws IOException {
        try (Socket socket = sent("""
                POST /providers/acme/byte-by-byte/publish HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: multipart/form-data; boundary=xyz\r
                Content-Length: 1000000\r
                \r
                --xyz\r
                Content-Disposition: form-data; name="code"; filename="code.tar.gz"\r
                \r
                """.formatted(Tokens.ACME))) {
            await("it is taken in")
                    .atMost(PATIENCE)
                    .until(() -> !isRefusing(socket, "x")
                            && !BlobFiles.now().incoming().isEmpty());
            await("its connection ends")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> isRefusing(socket, "x"));
        }
        await("nothing is left of it")
                .atMost(PATIENCE)
                .until(() -> BlobFiles.now().incoming().isEmpty());
        assertThat(Api.as(Tokens.ACME).get("/organizations/me").statusCode()).isEqualTo(200);
    }

    private static Socket sent(String text) throws IOException {
        Socket socket = new Socket("localhost", RestAssured.port);
        socket.setSoTimeout(100);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    private static boolean isClosed(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Sends a little more. */
    private static boolean isRefusing(Socket socket, String more) {
        try {
            socket.getOutputStream().write(more.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return isClosed(socket);
        } catch (IOException e) {
            return true;
        }
    }
}
