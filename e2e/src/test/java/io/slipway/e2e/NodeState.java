package io.slipway.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What the local node knows. */
final class NodeState {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private NodeState() {}

    /** Of an installation; missing when it knows nothing. @param node its url and token */
    static JsonNode of(JsonNode node, String installation) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(node.path("url").asText() + "/v1/installations/" + installation))
                .header("Authorization", "Bearer " + node.path("token").asText())
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? JSON.readTree(response.body()) : JSON.missingNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A new revision is ready, and requests do not go there yet. */
    static boolean isBetweenUpAndMoved(JsonNode installation) {
        for (JsonNode revision : installation.path("revisions")) {
            if (revision.path("phase").asText().equals("ready")
                    && revision.path("number").asInt()
                            != installation.path("route").asInt()) {
                return true;
            }
        }
        return false;
    }
}
