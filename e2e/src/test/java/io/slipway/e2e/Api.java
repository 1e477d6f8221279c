package io.slipway.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** registry-api as one organization's client sees it. */
record Api(String url, String organization, String token) {
    private static final HttpClient HTTP = EveryAnswerIsChecked.client();
    private static final HttpClient PROVIDERS = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An answer with its parsed body; {@code missing} when it has none. */
    record Answer(int status, JsonNode body) {
        Answer expect(int... statuses) {
            assertThat(statuses).as("answer %s %s", status, body).contains(status);
            return this;
        }
    }

    Answer publish(String provider, String version, byte[] tarGz) {
        return publish(provider, version, tarGz, UUID.randomUUID().toString());
    }

    /** With an {@code Idempotency-Key}. */
    Answer publish(String provider, String version, byte[] tarGz, String key) {
        String boundary = "slipway-e2e-boundary";
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(part(boundary, "form-data; name=\"version\"", "text/plain"));
        body.writeBytes((version + "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(part(boundary, "form-data; name=\"code\"; filename=\"code.tar.gz\"", "application/gzip"));
        body.writeBytes(tarGz);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request("/providers/" + provider + "/publish")
                .header("Idempotency-Key", key)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    Answer version(String provider, String version) {
        return get("/providers/" + provider + "/versions/" + version);
    }

    Answer install(String provider, String policy, String greeting) {
        return post(
                "/providers/install",
                "{\"provider_name\":\"%s\",\"upgrade_policy\":\"%s\",\"config\":{\"GREETING\":\"%s\"}}"
                        .formatted(provider, policy, greeting));
    }

    Answer installed(String provider) {
        return get("/providers/installed/" + provider);
    }

    Answer upgrade(String provider) {
        return post("/providers/installed/" + provider + "/upgrade", "{}");
    }

    Answer uninstall(String provider) {
        return send(
                request("/providers/installed/" + provider + "?cascade=true").DELETE());
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** With an {@code Idempotency-Key}. */
    Answer post(String path, String json, String key) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(json)));
    }

    Answer patch(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    /** What the provider itself answers at the installation's address. */
    static Answer call(String url) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(10));
        return send(PROVIDERS, request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    private static byte[] part(String boundary, String disposition, String type) {
        return "--%s\r\nContent-Disposition: %s\r\nContent-Type: %s\r\n\r\n"
                .formatted(boundary, disposition, type)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Answer send(HttpRequest.Builder request) {
        return send(HTTP, request);
    }

    private static Answer send(HttpClient client, HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            JsonNode body = response.body().length == 0 ? JSON.missingNode() : parse(response.body());
            return new Answer(response.statusCode(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parse(byte[] body) throws IOException {
        try {
            return JSON.readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            return JSON.getNodeFactory().textNode(new String(body, StandardCharsets.UTF_8));
        }
    }
}
