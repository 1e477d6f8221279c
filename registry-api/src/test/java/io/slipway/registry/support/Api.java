package io.slipway.registry.support;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import org.eclipse.microprofile.config.ConfigProvider;

import static org.awaitility.Awaitility.await;

/** The API as clients of it see it. */
public final class Api {
    public static final String IMAGE = "providers/hello@sha256:" + "b".repeat(64);

    /** Queued and running come before a result. */
    private static final long SEQUENCE = 3;

    private Api() {}

    public static RequestSpecification as(String token) {
        return RestAssured.given().header("Authorization", "Bearer " + token);
    }

    /** Another service. */
    public static RequestSpecification asService() {
        return as(config("slipway.internal.token"));
    }

    public static Response publish(String token, String provider, String version, byte[] code) {
        return as(token)
                .multiPart("code", "package.tar.gz", code, "application/gzip")
                .multiPart("version", version)
                .post("/providers/" + provider + "/publish");
    }

    public static ValidatableResponse version(String token, String provider, String version) {
        return as(token).get("/providers/" + provider + "/versions/" + version).then();
    }

    /** Publishes and lets the build succeed. */
    public static void release(String provider, String version) {
        release(Tokens.ACME, provider, version);
    }

    /** The same by a publisher of another organization. */
    public static void release(String token, String provider, String version) {
        release(token, provider, version, Packages.hello(provider + version));
    }

    /** @param code of one's own */
    public static void release(String provider, String version, byte[] code) {
        release(Tokens.ACME, provider, version, code);
    }

    public static void release(String token, String provider, String version, byte[] code) {
        Response published = publish(token, provider, version, code);
        published.then().statusCode(202);
        BuildState build = succeeded(published, provider, version);
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        awaitStatus(token, provider, version, "published");
    }

    public static void awaitStatus(String provider, String version, String status) {
        awaitStatus(Tokens.ACME, provider, version, status);
    }

    private static void awaitStatus(String token, String provider, String version, String status) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> version(token, provider, version).extract().path("status"), status::equals);
    }

    public static BuildState succeeded(Response published, String provider, String version) {
        return succeeded(published, provider, version, SEQUENCE);
    }

    /** The same after other events of the build. */
    public static BuildState succeeded(Response published, String provider, String version, long sequence) {
        return build(published, provider, version, sequence, BuildState.Status.succeeded, IMAGE, null);
    }

    public static BuildState failed(Response published, String provider, String version) {
        return build(published, provider, version, SEQUENCE, BuildState.Status.failed, null, "it does not compile");
    }

    private static BuildState build(
            Response published,
            String provider,
            String version,
            long sequence,
            BuildState.Status status,
            String image,
            String error) {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        return new BuildState(
                published.path("build_id"),
                published.path("id"),
                provider,
                version,
                sequence,
                status,
                published.path("source_hash"),
                1,
                image,
                image == null ? null : List.of(Map.of("name", "greeting")),
                error == null ? null : "schema_invalid",
                error,
                now,
                now,
                now);
    }

    /** As of a peer that dies in the middle. */
    public static void peerAnswersHalf(String uri) {
        peerAnswers(uri, PeerServer.HALF);
    }

    /** Lets a peer answer this from now on. */
    public static void peerAnswers(String uri, String json) {
        peerAnswers(uri, json.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of a file. */
    public static void peerAnswers(String uri, byte[] bytes) {
        RestAssured.given()
                .baseUri(config("slipway.build-orchestrator.url"))
                .port(java.net
                        .URI
                        .create(config("slipway.build-orchestrator.url"))
                        .getPort())
                .urlEncodingEnabled(false)
                .body(bytes)
                .put(uri)
                .then()
                .statusCode(204);
    }

    public static String config(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
