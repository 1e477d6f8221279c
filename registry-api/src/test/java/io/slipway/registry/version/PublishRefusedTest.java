package io.slipway.registry.version;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.builder.MultiPartSpecBuilder;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.MultiPartSpecification;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesPattern;

/** What cannot become a version, and how that is said. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class PublishRefusedTest {
    private static final byte[] GOOD = Packages.hello("good");
    private static final String MANIFEST = """
            apiVersion: slipway.io/v1
            kind: Provider
            runtime: %s
            entrypoint: ["java", "Hello.java"]
            health: /healthz
            %s
            """;

    static Stream<Arguments> badPackages() {
        return Stream.of(
                Arguments.of("not an archive", "hello".getBytes(StandardCharsets.UTF_8), "invalid_package", "code"),
                Arguments.of("an empty manifest", Packages.withManifest("", ""), "invalid_package", "provider.yaml#"),
                Arguments.of(
                        "an unknown runtime",
                        manifest("cobol", "port: 8080"),
                        "unknown_runtime",
                        "provider.yaml#/runtime"),
                Arguments.of(
                        "another provider's name",
                        manifest("java25", "provider: acme/somebody"),
                        "invalid_value",
                        "provider.yaml#/provider"),
                Arguments.of(
                        "another version",
                        manifest("java25", "version: 9.9.9"),
                        "invalid_value",
                        "provider.yaml#/version"),
                Arguments.of(
                        "an unknown key",
                        manifest("java25", "colour: blue"),
                        "invalid_package",
                        "provider.yaml#/colour"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPackages")
    void aBadPackageIsRefused(String reason, byte[] code, String problem, String field) {
        refused(Api.publish(Tokens.ACME, "acme/refused", "1.0.0", code).then(), 422, problem)
                .body("errors.field", hasItem(field));
        Api.version(Tokens.ACME, "acme/refused", "1.0.0").statusCode(404);
    }

    static Stream<Arguments> badFields() {
        return Stream.of(
                Arguments.of("version", "v1.0.0", "invalid_version"),
                Arguments.of("version", "1", "invalid_version"),
                Arguments.of("version", "2024.13.10-153042", "invalid_version"),
                Arguments.of("tags", "a,b", "invalid_value"),
                Arguments.of("tags", "[\"" + "x\",\"".repeat(20) + "y\"]", "invalid_value"),
                Arguments.of("tags", "[\"a\",1]", "invalid_value"),
                Arguments.of("tags", "[\"a\"] rest", "invalid_value"),
                Arguments.of("tags", "null", "invalid_value"),
                Arguments.of("tags", "{\"a\":1}", "invalid_value"),
                Arguments.of("tags", "[\"\"]", "invalid_value"),
                Arguments.of("tags", "[\"" + "x".repeat(51) + "\"]", "invalid_value"),
                Arguments.of("tags", "[".repeat(5_000), "invalid_value"),
                Arguments.of("display_name", "x".repeat(101), "invalid_value"),
                Arguments.of("display_name", "a\0b", "invalid_value"),
                Arguments.of("description", "x".repeat(501), "invalid_value"),
                Arguments.of("description", "a\u0007b", "invalid_value"),
                Arguments.of("changelog", "a\0b", "invalid_value"),
                Arguments.of("icon_url", "https://icons.example/" + "x".repeat(480), "invalid_value"),
                Arguments.of("icon_url", "javascript:alert(1)", "invalid_value"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("badFields")
    void aBadFieldIsNamed(String field, String value, String problem) {
        var form = Api.as(Tokens.ACME).multiPart("code", "p.tar.gz", GOOD, "application/gzip");
        if (!field.equals("version")) {
            form.multiPart("version", "1.0.0");
        }
        refused(
                        form.multiPart(field, value)
                                .post("/providers/acme/fields/publish")
                                .then(),
                        422,
                        problem)
                .body("errors[0].field", equalTo(field));
    }

    /** As long as it may be, in characters that are two for Java. */
    @Test
    void whatIsJustAllowedIsTaken() {
        String name = "😀".repeat(100);
        String description = "😀".repeat(500);
        String icon = "https://icons.example/" + "x".repeat(500 - "https://icons.example/".length());
        List<String> tags =
                IntStream.range(10, 30).mapToObj(i -> "x".repeat(48) + i).toList();
        Response published = Api.as(Tokens.ACME)
                .multiPart("code", "p.tar.gz", GOOD, "application/gzip")
                .multiPart("version", "1.0.0")
                .multiPart(text("display_name", name))
                .multiPart(text("description", description))
                .multiPart(text("icon_url", icon))
                .multiPart(text("tags", "[\"" + String.join("\",\"", tags) + "\"]"))
                .post("/providers/acme/just-allowed/publish");
        published.then().statusCode(202);
        BuildState build = Api.succeeded(published, "acme/just-allowed", "1.0.0");
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus("acme/just-allowed", "1.0.0", "published");

        Api.as(Tokens.ACME)
                .get("/providers/acme/just-allowed")
                .then()
                .body("display_name", equalTo(name))
                .body("description", equalTo(description))
                .body("icon_url", equalTo(icon))
                .body("tags", equalTo(tags));
    }

    private static MultiPartSpecification text(String field, String value) {
        return new MultiPartSpecBuilder(value)
                .controlName(field)
                .charset(StandardCharsets.UTF_8)
                .build();
    }

    @Test
    void aMalformedFormIsSaidToBe() {
        var noCode = Api.as(Tokens.ACME).multiPart("version", "1.0.0").post("/providers/acme/form/publish");
        refused(noCode.then(), 400, "malformed_request").body("errors[0].field", equalTo("code"));

        var unknown = Api.as(Tokens.ACME)
                .multiPart("code", "p.tar.gz", GOOD, "application/gzip")
                .multiPart("colour", "blue")
                .post("/providers/acme/form/publish");
        refused(unknown.then(), 400, "unknown_field").body("errors[0].field", equalTo("colour"));

        var cut = Api.as(Tokens.ACME)
                .contentType("multipart/form-data; boundary=xyz")
                .body("--xyz\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\nhalf of it"
                        .getBytes(StandardCharsets.UTF_8))
                .post("/providers/acme/form/publish");
        refused(cut.then(), 400, "malformed_request");

        var json =
                Api.as(Tokens.ACME).contentType("application/json").body("{}").post("/providers/acme/form/publish");
        refused(json.then(), 415, "unsupported_media_type");
    }

    @Test
    void aFileWithoutAFileNameIsAFileToo() {
        String boundary = "xyz";
        byte[] head = ("--xyz\r\nContent-Disposition: form-data; name=\"version\"\r\n\r\n1.0.0\r\n"
                        + "--xyz\r\nContent-Disposition: form-data; name=\"code\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n--xyz--\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] body = java.nio.ByteBuffer.allocate(head.length + GOOD.length + tail.length)
                .put(head)
                .put(GOOD)
                .put(tail)
                .array();
        Api.as(Tokens.ACME)
                .contentType("multipart/form-data; boundary=" + boundary)
                .body(body)
                .post("/providers/acme/nameless/publish")
                .then()
                .statusCode(202)
                .body("source_hash", equalTo(Packages.sha256(GOOD)));
    }

    @Test
    void onlyMembersWithTheScopePublish() {
        refused(Api.publish(Tokens.GLOBEX, "acme/foreign", "1.0.0", GOOD).then(), 403, "forbidden");
        refused(Api.publish("slp_nonsense", "acme/foreign", "1.0.0", GOOD).then(), 401, "unauthenticated");
        refused(Api.publish(Tokens.ACME, "acme/Foreign", "1.0.0", GOOD).then(), 422, "invalid_name")
                .body("detail", containsString("'foreign'"));
    }

    private static byte[] manifest(String runtime, String line) {
        return Packages.withManifest(MANIFEST.formatted(runtime, line), "");
    }

    private static ValidatableResponse refused(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("code", equalTo(code))
                .body("status", equalTo(status))
                .body("trace_id", matchesPattern("[0-9a-f]{32}"));
    }
}
