package io.slipway.registry.problem;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.slipway.registry.contract.CheckedClient;
import io.slipway.registry.support.Setup;
import io.slipway.registry.support.Tokens;
import io.slipway.testing.Infrastructure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** JSON bodies that come in chunks and do not say how long they will be. */
@QuarkusTest
@WithTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "registry"))
@WithTestResource(Setup.class)
class LargeJsonTest {
    private static final String FRAME = "{\"provider_name\":\"acme/none\",\"config\":{\"GREETING\":\"\"}}";

    @ParameterizedTest(name = "{0} bytes: {1}")
    @CsvSource({
        "100, 404, not_found",
        "1048576, 422, invalid_value",
        "1048577, 413, too_large",
        "33554432, 413, too_large"
    })
    void aBodyMayHaveAMebibyte(int length, int status, String code) throws Exception {
        String body = FRAME.replace("\"\"", "\"" + "a".repeat(length - FRAME.length()) + "\"");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/providers/install"))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + Tokens.ACME)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
        try (HttpClient client = CheckedClient.http1()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
        }
    }
}
