package io.slipway.registry.staging;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.BlobFiles;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.S3Store;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

/** The same with packages in S3: clients reach it themselves, the builder through this registry as ever. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
@WithTestResource(S3Store.class)
class UploadToS3Test {
    private static final byte[] LOCK = "{\"lockfileVersion\": 3}".getBytes(StandardCharsets.UTF_8);

    @Test
    void anUploadBecomesAVersion() throws Exception {
        byte[] code = Packages.hello("on S3");
        Response requested = Uploads.request(Tokens.ACME, "acme/s3", Uploads.of("1.0.0", code));
        requested
                .then()
                .statusCode(201)
                .body("'package'.url", startsWith("http://" + S3Store.PUBLIC_HOST + ":"))
                .body("lockfile.url", startsWith("http://" + S3Store.PUBLIC_HOST + ":"))
                .body("'package'.url", containsString("X-Amz-Signature="));

        assertThat(Uploads.put(requested, "package", Packages.hello("not on S3")))
                .isBetween(400, 403);
        Uploads.confirm(Tokens.ACME, "acme/s3", Uploads.confirmation(requested, "1.0.0", code))
                .then()
                .statusCode(409)
                .body("code", equalTo("upload_incomplete"));
        assertThat(Uploads.put(requested, "package", code)).isEqualTo(200);
        assertThat(Uploads.put(requested, "package", code)).isEqualTo(412);
        assertThat(Uploads.put(requested, "lockfile", LOCK)).isEqualTo(200);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        confirmation.put("package_lock_path", requested.path("lockfile.storage_path"));
        Uploads.confirm(Tokens.ACME, "acme/s3", confirmation).then().statusCode(202);
        Uploads.confirm(Tokens.ACME, "acme/s3", confirmation).then().statusCode(200);
        assertThat(Uploads.put(requested, "package", code)).as("a used URL").isEqualTo(412);
        assertThat(Uploads.put(requested, "lockfile", LOCK)).isEqualTo(412);

        assertThat(Api.asService()
                        .get("/internal/sources/" + Packages.sha256(code))
                        .asByteArray())
                .isEqualTo(code);
        Response urls = Api.as(Tokens.ACME).get("/providers/acme/s3/versions/1.0.0/download?redirect=false");
        urls.then().body("'package'.url", startsWith("http://" + S3Store.PUBLIC_HOST + ":"));
        assertThat(Uploads.get(urls.path("'package'.url")).body()).isEqualTo(code);
        assertThat(Uploads.get(urls.path("lockfile.url")).body()).isEqualTo(LOCK);
        assertThat(BlobFiles.now().kept()).isEmpty();
        assertThat(BlobFiles.now().incoming()).isEmpty();
    }

    @Test
    void otherBytesThanWereAnnouncedAreFoundWhenTheyAreConfirmed() {
        byte[] code = Packages.hello("lock");
        Response requested = Uploads.request(Tokens.ACME, "acme/s3-lock", Uploads.of("1.0.0", code));
        Uploads.put(requested, "package", code);
        byte[] tooLong = new byte[(int) UploadLimits.LOCKFILE_BYTES + 1];
        assertThat(Uploads.put(requested, "lockfile", tooLong)).isEqualTo(200);
        Map<String, Object> confirmation = Uploads.confirmation(requested, "1.0.0", code);
        confirmation.put("package_lock_path", requested.path("lockfile.storage_path"));

        Uploads.confirm(Tokens.ACME, "acme/s3-lock", confirmation)
                .then()
                .statusCode(422)
                .body("code", equalTo("upload_mismatch"));
        assertThat(Uploads.put(requested, "lockfile", LOCK))
                .as("it was removed")
                .isEqualTo(200);
        Uploads.confirm(Tokens.ACME, "acme/s3-lock", confirmation).then().statusCode(202);
    }

    @Test
    void aFormIsKeptThereToo() {
        byte[] code = Packages.hello("form on S3");
        Api.publish(Tokens.ACME, "acme/s3-form", "1.0.0", code).then().statusCode(202);

        assertThat(Api.asService()
                        .get("/internal/sources/" + Packages.sha256(code))
                        .asByteArray())
                .isEqualTo(code);
        Api.asService().get("/internal/sources/" + "0".repeat(64)).then().statusCode(404);
    }
}
