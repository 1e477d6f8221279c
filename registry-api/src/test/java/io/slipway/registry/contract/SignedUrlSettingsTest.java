package io.slipway.registry.contract;

import java.util.Map;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Packages;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.registry.support.Uploads;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys and an address of its own, as an operator sets them: behind a proxy that takes a part of the path away. */
@QuarkusTest
@TestProfile(AnonymousReadTest.Allowed.class)
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class SignedUrlSettingsTest {
    private static final String PUBLIC_URL = "https://registry.example/slipway/";

    static final Map<String, String> SETTINGS = Map.of(
            "slipway.signed-urls.keys.2025-12",
            "o".repeat(32),
            "slipway.signed-urls.keys.2026-01",
            "n".repeat(32),
            "slipway.signed-urls.current",
            "2026-01",
            "slipway.signed-urls.public-url",
            PUBLIC_URL);

    @Test
    void urlsAreOfTheGivenAddressAndSignedByTheCurrentKey() {
        byte[] code = Packages.hello("settings");
        Response requested = Uploads.request(Tokens.ACME, "acme/url-settings", Uploads.of("1.0.0", code));
        requested.then().statusCode(201);

        String put = behindTheProxy(requested.path("'package'.url"));

        assertThat(put).startsWith("/uploads/" + requested.path("upload_id")).contains("?key=2026-01&");
        assertThat(send("PUT", put.replace("key=2026-01", "key=2025-12"), code)).isEqualTo(403);
        assertThat(send("PUT", put, code)).isEqualTo(204);
        Uploads.confirm(Tokens.ACME, "acme/url-settings", Uploads.confirmation(requested, "1.0.0", code))
                .then()
                .statusCode(202);
        String get = behindTheProxy(Api.as(Tokens.ACME)
                .get("/providers/acme/url-settings/versions/1.0.0/download?redirect=false")
                .path("'package'.url"));
        assertThat(get).startsWith("/packages/" + Packages.sha256(code)).contains("?key=2026-01&");
        assertThat(send("GET", get, null)).isEqualTo(200);
    }

    private static String behindTheProxy(String url) {
        assertThat(url).startsWith(PUBLIC_URL);
        return url.substring(PUBLIC_URL.length() - 1);
    }

    private static int send(String method, String target, byte[] body) {
        return Uploads.send(method, "http://localhost:" + RestAssured.port + target, Map.of(), body)
                .statusCode();
    }
}
