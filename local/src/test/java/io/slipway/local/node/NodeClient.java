package io.slipway.local.node;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Speaks to a node as a deployer would. */
final class NodeClient {
    static final String TOKEN = "node-token";
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int apiPort;
    private final int gatewayPort;

    NodeClient(int apiPort, int gatewayPort) {
        this.apiPort = apiPort;
        this.gatewayPort = gatewayPort;
    }

    record Answer(int status, JsonNode body) {}

    Answer call(String method, String path, Long fence, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort + path))
                .header("Authorization", "Bearer " + TOKEN);
        if (fence != null) {
            request.header("Slipway-Fence", fence.toString());
        }
        try {
            String json = body == null ? "" : JSON.writeValueAsString(body);
            request.method(method, HttpRequest.BodyPublishers.ofString(json));
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Map<String, Object> spec(String image, String... env) {
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < env.length; i += 2) {
            variables.put(env[i], env[i + 1]);
        }
        Map<String, Object> spec = new HashMap<>();
        spec.put("image", image);
        spec.put("env", variables);
        spec.put("health", "/healthz");
        spec.put("health_interval_ms", 50);
        spec.put("grace_ms", 1000);
        return spec;
    }

    Answer put(String installation, int revision, Map<String, Object> spec) {
        return call("PUT", path(installation) + "/revisions/" + revision, 1L, spec);
    }

    /** @param revision null: none */
    Answer route(String installation, Integer revision) {
        Map<String, Object> body = new HashMap<>();
        body.put("revision", revision);
        return call("PUT", path(installation) + "/route", 1L, body);
    }

    Answer remove(String installation, int revision) {
        return call("DELETE", path(installation) + "/revisions/" + revision, 1L, null);
    }

    Answer get(String installation) {
        return call("GET", path(installation), null, null);
    }

    JsonNode revision(String installation, int number) {
        for (JsonNode revision : get(installation).body().path("revisions")) {
            if (revision.get("number").intValue() == number) {
                return revision;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    JsonNode awaitPhase(String installation, int number, String phase) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> assertThat(
                        revision(installation, number).path("phase").asText())
                .as("%s", revision(installation, number))
                .isEqualTo(phase));
        return revision(installation, number);
    }

    void awaitGone(String installation, int number) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> revision(installation, number)
                .isMissingNode());
    }

    /** Up and serving. */
    void serve(String installation, int number, Map<String, Object> spec) {
        assertThat(put(installation, number, spec).status()).isEqualTo(200);
        awaitPhase(installation, number, "ready");
        assertThat(route(installation, number).status()).isEqualTo(200);
    }

    URI url(String installation, String path) {
        return URI.create("http://127.0.0.1:" + gatewayPort + "/i/" + installation + path);
    }

    HttpResponse<String> browse(String installation, String path) throws Exception {
        return http.send(HttpRequest.newBuilder(url(installation, path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String path(String installation) {
        return "/v1/installations/" + installation;
    }
}
