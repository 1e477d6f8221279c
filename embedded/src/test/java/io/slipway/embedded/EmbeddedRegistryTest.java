package io.slipway.embedded;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddedRegistryTest {

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void thePasswordOpensIt() throws Exception {
        try (var registry = EmbeddedRegistry.start(directory, 0, "slipway", "secret")) {
            assertThat(ping(registry, "slipway:secret")).isEqualTo(200);
            assertThat(ping(registry, "slipway:wrong")).isEqualTo(401);
        }
    }

    private int ping(EmbeddedRegistry registry, String credentials) throws Exception {
        var basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://" + registry.address() + "/v2/"))
                .header("Authorization", "Basic " + basic)
                .build();
        return client.send(request, BodyHandlers.discarding()).statusCode();
    }
}
