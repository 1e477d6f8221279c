package io.slipway.registry.contract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.slipway.apicheck.ApiOperation;
import io.slipway.registry.support.Api;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

/** What is too long, too deep, too much or of the wrong kind is refused with a problem, by every operation. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class RequestLimitsTest {
    private static final int MEGABYTES = 2 * 1024 * 1024;
    /** Their bodies may be left out, and then come with any type. */
    private static final Set<String> ANY_TYPE =
            Set.of("upgradeInstallation", "downgradeInstallation", "rollBackInstallation");

    /** These look for what is asked for first, and for its form afterwards. */
    private static final Set<String> MANY_FORMS =
            Set.of("getInstallation", "getProviderLog", "getBuildLog", "downloadVersion", "getPackage", "getArtifact");

    private final List<String> deviations = new ArrayList<>();

    @Test
    void everyOperationHasThem() {
        for (ApiOperation operation : ContractFilter.contract().operations()) {
            expect(operation, as().queryParam("x", "x".repeat(9_000)), 414, "address_too_long");
            expect(operation, as().header("X-Long", "x".repeat(17_000)), 431, "headers_too_large");
            RequestSpecification many = as();
            for (int i = 0; i < 101; i++) {
                many.header("X-Header-" + i, "x");
            }
            expect(operation, many, 431, "headers_too_large");
            expect(operation, as().header("Content-Encoding", "gzip"), 415, "unsupported_media_type");
            if (operation.method().equals("GET") && !MANY_FORMS.contains(operation.id())) {
                expect(operation, as().accept("image/png"), 406, "not_acceptable");
            }
            if (takesJson(operation)) {
                expect(operation, as().contentType("application/json").body("x".repeat(MEGABYTES)), 413, "too_large");
                expect(operation, as().contentType("application/json").body(deep()), 400, "malformed_request");
            }
            if (takesJson(operation) && !ANY_TYPE.contains(operation.id())) {
                expect(operation, as().contentType("text/xml").body("<a/>"), 415, "unsupported_media_type");
            }
        }

        assertThat(deviations).isEmpty();
    }

    @Test
    void everyPathSaysWhichMethodsItHas() {
        int refused = 0;
        for (ApiOperation operation : ContractFilter.contract().operations()) {
            String wrong = List.of("PUT", "PATCH", "DELETE", "POST").stream()
                    .filter(method -> ContractFilter.contract().operations().stream()
                            .noneMatch(other -> other.path().equals(operation.path())
                                    && other.method().equals(method)))
                    .findFirst()
                    .orElse("PROPFIND");
            Response answer = as().request(wrong, path(operation));

            // A longer path's parameter may take what this one's last word is.
            if (answer.statusCode() == 405) {
                refused++;
                assertThat(answer.<String>path("code")).as(operation.toString()).isEqualTo("method_not_allowed");
                assertThat(answer.header("Allow")).as(operation.toString()).contains(operation.method());
            } else {
                assertThat(answer.statusCode())
                        .as(wrong + " " + operation.path())
                        .isIn(401, 404, 415, 422);
            }
        }
        assertThat(refused).as("paths that refused").isGreaterThan(10);
    }

    @Test
    void aDeepBodyIsToldApart() {
        as().contentType("application/json")
                .body("{\"config\":{\"A\":" + deep() + "}}")
                .post("/providers/install")
                .then()
                .statusCode(400)
                .body("errors[0].message", containsString("nests deeper than 100"));
    }

    @Test
    void answersAreCompressedForWhoWantsIt() throws Exception {
        HttpResponse<byte[]> plain = providers("identity");
        HttpResponse<byte[]> compressed = providers("gzip");

        assertThat(plain.headers().firstValue("Content-Encoding").orElse("identity"))
                .isEqualTo("identity");
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        for (HttpResponse<byte[]> answer : List.of(plain, compressed)) {
            assertThat(String.join(", ", answer.headers().allValues("Vary")).split(",\\s*"))
                    .contains("Accept", "Accept-Encoding", "Authorization", "Origin");
        }
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
        }
    }

    private static HttpResponse<byte[]> providers(String encoding) throws IOException, InterruptedException {
        try (HttpClient client = CheckedClient.create()) {
            URI address = URI.create("http://localhost:" + RestAssured.port + "/providers?limit=100");
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Authorization", "Bearer " + Tokens.ACME)
                    .header("Accept-Encoding", encoding)
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private void expect(ApiOperation operation, RequestSpecification request, int status, String code) {
        Response answer = request.request(operation.method(), path(operation));
        if (answer.statusCode() != status || !code.equals(answer.path("code"))) {
            deviations.add(
                    operation.id() + ": " + code + " expected, not " + answer.statusCode() + " " + answer.asString());
        }
    }

    private static boolean takesJson(ApiOperation operation) {
        JsonNode content = operation.node().at("/requestBody/content");
        return content.has("application/json");
    }

    private static String deep() {
        return "[".repeat(101) + "]".repeat(101);
    }

    private static RequestSpecification as() {
        return Api.as(Tokens.ACME);
    }

    private static String path(ApiOperation operation) {
        return operation
                .path()
                .replace("{org}", "acme")
                .replace("{name}", "limits")
                .replaceAll("\\{[^}]+}", "nothing");
    }
}
