package io.slipway.registry.staging;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

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
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

/** Publishing in two steps with packages that are files. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class UploadTest {
    private static final byte[] LOCK = "{\"lockfileVersion\": 3}".getBytes(StandardCharsets.UTF_8);

    @Test
    void anUploadBecomesAVersion() throws Exception {
        byte[] code = Packages.hello("uploaded");
        Map<String, Object> wanted = Uploads.of("2024.06.10-153042", code);
        wanted.put("package_lock_hash", Packages.sha256(LOCK));
        wanted.put("package_lock_size_bytes", LOCK.length);

        Response requested = Uploads.request(Tokens.ACME, "acme/uploaded", wanted);
        requested
                .then()
                .statusCode(201)
                .body("duplicate", equalTo(false))
                .body("upload_id", startsWith("upl_"))
                .body("'package'.method", equalTo("PUT"))
                .body("'package'.expires_at", notNullValue());
        assertThat(Uploads.put(requested, "package", code)).isEqualTo(204);
        assertThat(Uploads.put(requested, "lockfile", LOCK)).isEqualTo(204);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "2024.06.10-153042", code);
        confirmation.put("package_lock_path", requested.path("lockfile.storage_path"));
        confirmation.put("package_json", Map.of("name", "uploaded", "private", true));
        confirmation.put("service_dependencies", List.of("greeter", "acme/hello"));
        confirmation.put("set_as_active", true);
        Response confirmed = Uploads.confirm(Tokens.ACME, "acme/uploaded", confirmation);

        confirmed
                .then()
                .statusCode(202)
                .body("status", equalTo("building"))
                .body("source_hash", equalTo(Packages.sha256(code)))
                .body("service_dependencies", equalTo(List.of("greeter", "acme/hello")))
                .body("base_version_id", nullValue());
        assertThat(stagedFiles(requested)).isEmpty();
        // Sent again, because the answer was lost.
        Uploads.confirm(Tokens.ACME, "acme/uploaded", confirmation)
                .then()
                .statusCode(200)
                .body("", equalTo(confirmed.path("")));
        assertThat(Api.asService()
                        .get("/internal/sources/" + Packages.sha256(code))
                        .asByteArray())
                .isEqualTo(code);
        Api.as(Tokens.ACME)
                .get("/providers/acme/uploaded/versions/active")
                .then()
                .statusCode(404);
        release(confirmed);
        Api.as(Tokens.ACME)
                .get("/providers/acme/uploaded/versions/active")
                .then()
                .body("version", equalTo("2024.06.10-153042"));
        assertDownloads(code);
    }

    private static void assertDownloads(byte[] code) {
        String download = "/providers/acme/uploaded/versions/2024.06.10-153042/download";
        Response urls = Api.as(Tokens.GLOBEX).get(download + "?redirect=false");
        urls.then()
                .statusCode(200)
                .body("'package'.file_name", equalTo("uploaded-2024.06.10-153042.tar.gz"))
                .body("package_json.name", equalTo("uploaded"));
        HttpResponse<byte[]> file = Uploads.get(urls.path("'package'.url"));
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(code);
        assertThat(file.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"uploaded-2024.06.10-153042.tar.gz\"");
        assertThat(Uploads.get(urls.path("lockfile.url")).body()).isEqualTo(LOCK);
        String forged = urls.<String>path("lockfile.url").replace(Packages.sha256(LOCK), Packages.sha256(code));
        assertThat(Uploads.get(forged).statusCode()).isEqualTo(403);

        Api.as(Tokens.GLOBEX)
                .redirects()
                .follow(false)
                .get(download)
                .then()
                .statusCode(302)
                .header("Location", containsString("/packages/" + Packages.sha256(code)));
        Api.as(Tokens.GLOBEX).get(download + "?redirect=maybe").then().statusCode(422);
    }

    @Test
    void whatMayNotBeReadIsNotDownloaded() {
        Uploads.publish("acme/unread", "1.0.0", Packages.hello("unread")).then().statusCode(202);

        Api.as(Tokens.ACME)
                .get("/providers/acme/unread/versions/1.0.0/download?redirect=false")
                .then()
                .statusCode(200);
        Api.as(Tokens.GLOBEX)
                .get("/providers/acme/unread/versions/1.0.0/download")
                .then()
                .statusCode(404);
        Uploads.request(Tokens.GLOBEX, "acme/unread", Uploads.of("2.0.0", LOCK))
                .then()
                .statusCode(404);
        Api.release("acme/unread", "1.1.0");
        Uploads.request(Tokens.GLOBEX, "acme/unread", Uploads.of("2.0.0", LOCK))
                .then()
                .statusCode(403);
    }

    @Test
    void theSameSourceIsTheSameVersionUnlessItIsForced() {
        byte[] code = Packages.hello("duplicate");
        Response first = Uploads.publish("acme/duplicate", "1.0.0", code);
        release(first);

        Uploads.request(Tokens.ACME, "acme/duplicate", Uploads.of("1.1.0", code))
                .then()
                .statusCode(200)
                .body("duplicate", equalTo(true))
                .body("'package'", nullValue())
                .body("version.id", equalTo(first.path("id")));
        Map<String, Object> forced = Uploads.of("1.1.0", code);
        forced.put("force", true);
        Response requested = Uploads.request(Tokens.ACME, "acme/duplicate", forced);
        requested.then().statusCode(201);
        Uploads.put(requested, "package", code);
        Uploads.confirm(Tokens.ACME, "acme/duplicate", Uploads.confirmation(requested, "1.1.0", code))
                .then()
                .statusCode(202)
                .body("version", equalTo("1.1.0"))
                .body("source_hash", equalTo(first.path("source_hash")));
        Map<String, Object> taken = Uploads.of("1.0.0", Packages.hello("other"));
        taken.put("force", true);
        Uploads.request(Tokens.ACME, "acme/duplicate", taken)
                .then()
                .statusCode(409)
                .body("code", equalTo("version_exists"));
    }

    @Test
    void aFailedVersionIsNoDuplicate() {
        byte[] code = Packages.hello("failed");
        Response first = Uploads.publish("acme/refailed", "1.0.0", code);
        BuildState failed = Api.failed(first, "acme/refailed", "1.0.0");
        Kafka.send(new BuildEvent.BuildFailed(failed), failed);
        Api.awaitStatus("acme/refailed", "1.0.0", "failed");

        Uploads.publish("acme/refailed", "1.0.0", code).then().statusCode(202).body("id", equalTo(first.path("id")));
    }

    @Test
    void onlyTheFileThatWasAnnouncedIsTakenAndOnce() throws Exception {
        byte[] code = Packages.hello("strict");
        Response requested = Uploads.request(Tokens.ACME, "acme/strict", Uploads.of("1.0.0", code));
        byte[] longer = java.util.Arrays.copyOf(code, code.length + 1);
        byte[] other = code.clone();
        other[code.length / 2]++;

        for (byte[] wrong : List.of(longer, java.util.Arrays.copyOf(code, code.length - 1), other, new byte[0])) {
            assertRefused(Uploads.send(requested, "package", wrong), 422, "upload_mismatch");
        }
        assertThat(BlobFiles.now().incoming()).isEmpty();
        assertThat(stagedFiles(requested)).isEmpty();
        Uploads.confirm(Tokens.ACME, "acme/strict", Uploads.confirmation(requested, "1.0.0", code))
                .then()
                .statusCode(409)
                .body("code", equalTo("upload_incomplete"));
        String url = requested.path("'package'.url");
        assertRefused(
                Uploads.send("PUT", url.replace("/package?", "/lockfile?"), Map.of(), code), 403, "invalid_signature");
        assertRefused(
                Uploads.send("PUT", url.replaceAll("signature=.*", "signature=x"), Map.of(), code),
                403,
                "invalid_signature");

        assertThat(Uploads.put(requested, "package", code)).isEqualTo(204);
        assertRefused(Uploads.send(requested, "package", code), 409, "upload_used");
        Uploads.confirm(Tokens.ACME, "acme/strict", Uploads.confirmation(requested, "1.0.0", code))
                .then()
                .statusCode(202);
        assertRefused(Uploads.send(requested, "package", code), 409, "upload_used");
        assertThat(stagedFiles(requested)).isEmpty();
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    private static void assertRefused(HttpResponse<byte[]> answer, int status, String code) {
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("\"code\":\"" + code + "\"");
        assertThat(answer.statusCode()).isEqualTo(status);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "storage_path, uploads/upl_0BdpVq8qWuRkHMvVGvgVxm/package, 410",
        "storage_path, uploads/../../etc/passwd, 422",
        "storage_path, '', 422",
        "version, 1.0.1, 422",
        "version, '', 422",
        "source_hash, abc, 422",
        "source_hash, 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08, 422",
        "file_size_bytes, 17, 422",
        "file_size_bytes, -1, 422",
        "package_lock_path, uploads/upl_0BdpVq8qWuRkHMvVGvgVxm/lockfile, 422"
    })
    void whatDiffersFromTheFirstStepIsRefused(String field, String value, int status) {
        byte[] code = Packages.hello("differs");
        Response requested = Uploads.request(Tokens.ACME, "acme/differs", Uploads.of("1.0.0", code));
        requested.then().statusCode(201);
        Uploads.put(requested, "package", code);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        confirmation.put(field, field.endsWith("bytes") ? Integer.valueOf(value) : value);

        Uploads.confirm(Tokens.ACME, "acme/differs", confirmation).then().statusCode(status);
        Uploads.confirm(Tokens.ACME, "acme/elsewhere", Uploads.confirmation(requested, "1.0.0", code))
                .then()
                .statusCode(422);
        Api.version(Tokens.ACME, "acme/differs", "1.0.0").statusCode(404);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "source_hash, ''",
        "source_hash, ABC",
        "version, v1.0.0",
        "version, ''",
        "file_size_bytes, 0",
        "file_size_bytes, 67108865",
        "package_lock_hash, xyz",
        "package_lock_size_bytes, 100000000",
        "base_version_id, 0.9.0"
    })
    void wrongValuesAreRefusedAtOnce(String field, String value) {
        Map<String, Object> wanted = Uploads.of("1.0.0", LOCK);
        wanted.put(field, field.endsWith("bytes") ? Integer.valueOf(value) : value);

        Uploads.request(Tokens.ACME, "acme/wrong", wanted).then().statusCode(422);
    }

    @Test
    void whatIsNoPackageBecomesNoVersion() {
        Uploads.publish("acme/garbage", "1.0.0", LOCK).then().statusCode(422).body("code", equalTo("invalid_package"));
        Api.version(Tokens.ACME, "acme/garbage", "1.0.0").statusCode(404);
    }

    @Test
    void theSizeNeedNotBeKnownBefore() {
        byte[] code = Packages.hello("unsized");
        Map<String, Object> wanted = Map.of("version", "1.0.0", "source_hash", Packages.sha256(code));
        Response requested = Uploads.request(Tokens.ACME, "acme/unsized", wanted);

        assertThat(Uploads.put(requested, "package", code)).isEqualTo(204);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        confirmation.put("file_size_bytes", code.length + 1);
        Uploads.confirm(Tokens.ACME, "acme/unsized", confirmation)
                .then()
                .statusCode(422)
                .body("code", equalTo("upload_mismatch"));
    }

    private static void release(Response confirmed) {
        BuildState build = Api.succeeded(confirmed, confirmed.path("provider_name"), confirmed.path("version"));
        Kafka.send(new BuildEvent.BuildSucceeded(build), build);
        Api.awaitStatus(confirmed.path("provider_name"), confirmed.path("version"), "published");
    }

    private static List<java.nio.file.Path> stagedFiles(Response requested) throws java.io.IOException {
        return BlobFiles.staged(requested.path("upload_id"));
    }
}
