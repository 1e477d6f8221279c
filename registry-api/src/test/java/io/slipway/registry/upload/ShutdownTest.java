package io.slipway.registry.upload;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import jakarta.inject.Inject;

import io.quarkus.runtime.shutdown.ShutdownRecorder;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.registry.contract.Answers;
import io.slipway.registry.contract.CheckedClient;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

/** What SIGTERM does first, in Quarkus' own order: an upload under way is finished, and nothing new is begun. */
@QuarkusTest
@TestProfile(ShutdownTest.Alone.class)
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
@Timeout(120)
class ShutdownTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int HEAD = 100;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI readiness;

    @Inject
    DataSource database;

    /** No other test wants an application that is about to stop. */
    public static final class Alone implements QuarkusTestProfile {}

    @Test
    void anUploadUnderWayIsFinished() throws Exception {
        await("ready").atMost(PATIENCE).until(() -> ready() == 200);
        byte[] code = Packages.hello("slow");
        CompletableFuture<HttpResponse<String>> stream = follow();
        try (Socket slow = new Socket("localhost", RestAssured.port)) {
            write(slow, head(code));
            write(slow, Arrays.copyOf(code, HEAD));
            await("the upload is taken in")
                    .atMost(PATIENCE)
                    .until(() -> !BlobFiles.now().incoming().isEmpty());

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(
                    ShutdownRecorder::runShutdown,
                    // The common pool may have one thread, which the client of the stream needs.
                    step -> new Thread(step, "shutdown").start());

            await("readiness is down").atMost(PATIENCE).until(() -> ready() == 503);
            Response refused = Api.as(Tokens.ACME).get("/organizations/me");
            refused.then().statusCode(503).header("Connection", "close").body("code", equalTo("unavailable"));
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(stream.get(20, TimeUnit.SECONDS).body())
                    .as("a stream without an end comes again")
                    .doesNotContain("event:end");
            assertThat(stopped).isNotDone();
            write(slow, Arrays.copyOfRange(code, HEAD, code.length));
            write(slow, "\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8));

            assertThat(Answers.checked("POST", "/providers/acme/slow/publish", slow.getInputStream()))
                    .isEqualTo(202);
            stopped.get();
        }
        assertThat(published()).containsExactly("1.0.0");
    }

    private static CompletableFuture<HttpResponse<String>> follow() {
        Response building = Api.publish(Tokens.ACME, "acme/followed", "1.0.0", Packages.hello("followed"));
        String logs = "/internal/builds/" + building.path("build_id") + "/logs?after=";
        Api.peerAnswers(
                logs + "0&limit=500",
                "{\"items\":[{\"line\":1,\"time\":\"2026-01-01T00:00:00Z\",\"text\":\"one\"}],\"complete\":false}");
        Api.peerAnswers(logs + "1&limit=500", "{\"items\":[],\"complete\":false}");
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + RestAssured.port + "/providers/acme/followed/versions/1.0.0/logs"))
                .header("Authorization", "Bearer " + Tokens.ACME)
                .header("Accept", "text/event-stream")
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return CheckedClient.create().sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] head(byte[] code) {
        String parts = """
                --xyz\r
                Content-Disposition: form-data; name="version"\r
                \r
                1.0.0\r
                --xyz\r
                Content-Disposition: form-data; name="code"; filename="code.tar.gz"\r
                \r
                """;
        int length = parts.length() + code.length + "\r\n--xyz--\r\n".length();
        return """
                POST /providers/acme/slow/publish HTTP/1.1\r
                Host: localhost\r
                Authorization: Bearer %s\r
                Content-Type: multipart/form-data; boundary=xyz\r
                Content-Length: %d\r
                \r
                %s""".formatted(Tokens.ACME, length, parts).getBytes(StandardCharsets.UTF_8);
    }

    private int ready() {
        return RestAssured.given().get(readiness).statusCode();
    }

    private List<String> published() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select number from version where provider = 'acme/slow'")) {
            List<String> numbers = new java.util.ArrayList<>();
            while (rows.next()) {
                numbers.add(rows.getString(1));
            }
            return numbers;
        }
    }

    private static void write(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }
}
