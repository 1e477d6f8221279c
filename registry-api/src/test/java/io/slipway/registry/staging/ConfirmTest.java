package io.slipway.registry.staging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.contracts.BuildEvent;
import io.slipway.contracts.BuildState;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Kafka;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

/** What the second step says, beside what the first one said: what differs, what is said later, what is said again. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class ConfirmTest {
    private static final byte[] LOCK = "{\"lockfileVersion\": 3}".getBytes(StandardCharsets.UTF_8);

    @Test
    void aWrongSizeLeavesTheFileWhereItIs() throws Exception {
        byte[] code = Packages.hello("missized");
        Response requested = Uploads.request(
                Tokens.ACME, "acme/missized", Map.of("version", "1.0.0", "source_hash", Packages.sha256(code)));
        Uploads.put(requested, "package", code);
        for (int wrong : List.of(code.length + 1, code.length - 1)) {
            Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
            confirmation.put("file_size_bytes", wrong);
            confirm("acme/missized", confirmation).then().statusCode(422).body("code", equalTo("upload_mismatch"));
        }

        assertThat(BlobFiles.now().incoming()).isEmpty();
        confirm("acme/missized", Uploads.confirmation(requested, "1.0.0", code))
                .then()
                .statusCode(202);
    }

    /** What was put there was right; what lies there when it is confirmed is another package as long as that. */
    @Test
    void otherBytesOfTheSameLengthAreFoundWhenTheyAreConfirmed() throws IOException {
        byte[] code = Packages.hello("swapped 1");
        byte[] other = anotherAsLongAs(code);
        Response requested = Uploads.request(Tokens.ACME, "acme/swapped", Uploads.of("1.0.0", code));
        assertThat(Uploads.put(requested, "package", code)).isEqualTo(204);
        Path staged = blobs().resolve(requested.<String>path("'package'.storage_path"));
        Files.write(staged, other);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);

        confirm("acme/swapped", confirmation).then().statusCode(422).body("code", equalTo("upload_mismatch"));

        assertThat(staged).doesNotExist();
        assertThat(BlobFiles.now().incoming()).isEmpty();
        Api.version(Tokens.ACME, "acme/swapped", "1.0.0").statusCode(404);
        assertThat(Uploads.put(requested, "package", code)).isEqualTo(204);
        confirm("acme/swapped", confirmation).then().statusCode(202);
    }

    private static byte[] anotherAsLongAs(byte[] code) {
        return IntStream.range(2, 10_000)
                .mapToObj(i -> Packages.hello("swapped " + i))
                .filter(other -> other.length == code.length)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"package_lock_hash", "package_lock_size_bytes"})
    void aLockfileThatWasAnnouncedIsNotForgotten(String field) {
        byte[] code = Packages.hello("locked " + field);
        String number = "1.0." + field.length();
        Map<String, Object> wanted = Uploads.of(number, code);
        wanted.put(field, field.endsWith("hash") ? Packages.sha256(LOCK) : LOCK.length);
        Response requested = Uploads.request(Tokens.ACME, "acme/locked", wanted);
        Uploads.put(requested, "package", code);
        Map<String, Object> confirmation = Uploads.confirmation(requested, number, code);

        confirm("acme/locked", confirmation)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("/package_lock_path"));

        confirmation.put("package_lock_path", requested.path("lockfile.storage_path"));
        confirm("acme/locked", confirmation).then().statusCode(409).body("code", equalTo("upload_incomplete"));
        Uploads.put(requested, "lockfile", LOCK);
        confirm("acme/locked", confirmation).then().statusCode(202);
    }

    @ParameterizedTest(name = "{0} then {1}: {2}")
    @CsvSource({"true, false, 422", "false, true, 422", ", true, 422", "true, true, 202", ", false, 202", "true, , 202"
    })
    void forceIsAsTheUploadWasAskedFor(Boolean first, Boolean second, int status) {
        byte[] code = Packages.hello("forced " + first + second);
        String provider = "acme/forced-" + first + "-" + second;
        Map<String, Object> wanted = Uploads.of("1.0.0", code);
        wanted.put("force", first);
        Response requested = Uploads.request(Tokens.ACME, provider, wanted);
        Uploads.put(requested, "package", code);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        confirmation.put("force", second);

        Response answer = confirm(provider, confirmation);

        answer.then().statusCode(status);
        if (status == 422) {
            answer.then().body("errors[0].field", equalTo("/force"));
        }
    }

    static Stream<Arguments> tooMuch() {
        List<String> many =
                IntStream.rangeClosed(1, 101).mapToObj(i -> "needed-" + i).toList();
        return Stream.of(
                Arguments.of("service_dependencies", many),
                Arguments.of("service_dependencies", List.of("greeter", "greeter")),
                Arguments.of("service_dependencies", List.of("Greeter")),
                Arguments.of("service_dependencies", List.of("")),
                Arguments.of("service_dependencies", List.of("acme/greeter/latest")),
                Arguments.of("service_dependencies", Collections.singletonList(null)),
                Arguments.of("package_json", Map.of("description", "x".repeat(64 * 1024))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tooMuch")
    void whatIsTooMuchIsRefusedOnItsField(String field, Object value) {
        byte[] code = Packages.hello("too much");
        Response requested = Uploads.request(Tokens.ACME, "acme/too-much", Uploads.of("1.0.0", code));
        Uploads.put(requested, "package", code);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        confirmation.put(field, value);

        confirm("acme/too-much", confirmation).then().statusCode(422).body("errors[0].field", equalTo("/" + field));
    }

    @Test
    void whatIsNoPackageIsWrongWhereItLies() {
        Uploads.publish("acme/no-package", "1.0.0", LOCK)
                .then()
                .statusCode(422)
                .body("code", equalTo("invalid_package"))
                .body("errors[0].field", equalTo("/storage_path"));
        Uploads.request(Tokens.ACME, "acme/no-package", Uploads.of("v1.0.0", LOCK))
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("/version"));
    }

    /** The first confirmation did not say it, the second one does; the third one comes after somebody chose another. */
    @Test
    void toFollowItMayBeSaidLater() {
        byte[] code = Packages.hello("later");
        Response requested = Uploads.request(Tokens.ACME, "acme/later", Uploads.of("1.0.0", code));
        Uploads.put(requested, "package", code);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        Response confirmed = confirm("acme/later", confirmation);
        confirmed.then().statusCode(202);
        confirmation.put("set_as_active", true);

        confirm("acme/later", confirmation).then().statusCode(200);
        active("acme/later").then().statusCode(404);
        release(confirmed);
        active("acme/later").then().body("version", equalTo("1.0.0"));

        Api.release("acme/later", "2.0.0");
        Api.as(Tokens.ACME)
                .contentType("application/json")
                .body(Map.of("versionId", "2.0.0"))
                .put("/providers/acme/later/versions/active")
                .then()
                .statusCode(200);
        confirm("acme/later", confirmation).then().statusCode(200);
        active("acme/later").then().body("version", equalTo("2.0.0"));
    }

    @Test
    void aPublishedOneIsFollowedAtOnce() {
        byte[] code = Packages.hello("at once");
        Response requested = Uploads.request(Tokens.ACME, "acme/confirmed-followed", Uploads.of("1.0.0", code));
        Uploads.put(requested, "package", code);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        release(confirm("acme/confirmed-followed", confirmation));
        confirmation.put("set_as_active", true);

        confirm("acme/confirmed-followed", confirmation).then().statusCode(200).body("version", equalTo("1.0.0"));

        active("acme/confirmed-followed").then().body("version", equalTo("1.0.0"));
    }

    /** The version of another upload, building or published, is the answer, and what is asked of it is done. */
    @ParameterizedTest(name = "published: {0}")
    @CsvSource({"true", "false"})
    void aDuplicateIsFollowedToo(boolean published) {
        String provider = "acme/duplicate-" + published;
        byte[] code = Packages.hello("twice " + published);
        Response again = Uploads.request(Tokens.ACME, provider, Uploads.of("1.1.0", code));
        Uploads.put(again, "package", code);
        Response first = Uploads.publish(provider, "1.0.0", code);
        if (published) {
            release(first);
        }
        Map<String, Object> confirmation = Uploads.confirmation(again, "1.1.0", code);
        confirmation.put("set_as_active", true);

        confirm(provider, confirmation).then().statusCode(200).body("id", equalTo(first.path("id")));

        if (!published) {
            release(first);
        }
        active(provider).then().body("version", equalTo("1.0.0"));
    }

    /** A confirmation with nothing left to do takes its key, too: the next one with it is another request. */
    @Test
    void itsKeyIsItsOwnAlsoWhenItWasConfirmedBefore() {
        byte[] code = Packages.hello("keyed");
        Response requested = Uploads.request(Tokens.ACME, "acme/confirmed-keyed", Uploads.of("1.0.0", code));
        Uploads.put(requested, "package", code);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        confirm("acme/confirmed-keyed", confirmation).then().statusCode(202);

        confirm("acme/confirmed-keyed", confirmation, "confirmed-twice").then().statusCode(200);
        confirm("acme/confirmed-keyed", confirmation, "confirmed-twice").then().statusCode(200);

        Response other =
                Uploads.request(Tokens.ACME, "acme/confirmed-keyed", Uploads.of("2.0.0", Packages.hello("other")));
        Uploads.put(other, "package", Packages.hello("other"));
        Map<String, Object> another = Uploads.confirmation(other, "2.0.0", Packages.hello("other"));
        confirm("acme/confirmed-keyed", another, "confirmed-twice")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
    }

    /** Whatever keeps the package from its place: here a file where a directory is needed. */
    @Test
    void aStoreThatFailsIsToBeTriedAgain() throws IOException {
        byte[] code = codeOfANewDirectory();
        Path inTheWay = inTheWayOf(code);
        Response requested = Uploads.request(Tokens.ACME, "acme/stored", Uploads.of("1.0.0", code));
        Uploads.put(requested, "package", code);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        Files.createFile(inTheWay);
        try {
            assertUnavailable(confirm("acme/stored", confirmation));
            assertUnavailable(Api.publish(Tokens.ACME, "acme/stored", "1.0.0", code));
        } finally {
            Files.delete(inTheWay);
        }

        confirm("acme/stored", confirmation).then().statusCode(202);
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    /** The uploaded file cannot be read: here it is a directory. */
    @Test
    void anUploadThatCannotBeReadIsToBeTriedAgain() throws IOException {
        byte[] code = Packages.hello("unreadable");
        Response requested = Uploads.request(Tokens.ACME, "acme/unreadable", Uploads.of("1.0.0", code));
        Path staged = blobs().resolve(requested.<String>path("'package'.storage_path"));
        Files.createDirectories(staged);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);

        assertUnavailable(confirm("acme/unreadable", confirmation));

        Files.delete(staged);
        Uploads.put(requested, "package", code);
        confirm("acme/unreadable", confirmation).then().statusCode(202);
    }

    private static void assertUnavailable(Response answer) {
        answer.then().statusCode(503).body("code", equalTo("unavailable")).header("Retry-After", notNullValue());
    }

    private static byte[] codeOfANewDirectory() {
        return IntStream.range(0, 10_000)
                .mapToObj(i -> Packages.hello("stored " + i))
                .filter(code -> Files.notExists(inTheWayOf(code)))
                .findFirst()
                .orElseThrow();
    }

    private static Path inTheWayOf(byte[] code) {
        return blobs().resolve("sha256").resolve(Packages.sha256(code).substring(0, 2));
    }

    private static Path blobs() {
        return Path.of(Api.config("slipway.blobs.directory"));
    }

    private static void release(Response confirmed) {
        BuildState build = Api.succeeded(confirmed, confirmed.path("provider_name"), confirmed.path("version"));
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus(confirmed.path("provider_name"), confirmed.path("version"), "published");
    }

    private static Response active(String provider) {
        return Api.as(Tokens.ACME).get("/providers/" + provider + "/versions/active");
    }

    private static Response confirm(String provider, Map<String, Object> body) {
        return Uploads.confirm(Tokens.ACME, provider, body);
    }

    private static Response confirm(String provider, Map<String, Object> body, String key) {
        return Api.as(Tokens.ACME)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/providers/" + provider + "/versions/confirm");
    }
}
