package io.slipway.deployer.cluster.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.slipway.deployer.cluster.ClusterException;
import io.slipway.outbox.EventJson;

/** Plain calls of the node: authorized, timed, JSON. What cannot be asked is a {@link ClusterException}. */
@ApplicationScoped
class NodeConnection {
    private final NodeConfig config;
    private final URI url;
    private final String token;
    private final HttpClient http;

    NodeConnection(NodeConfig config) {
        this.config = config;
        this.url = needed(config.url(), "slipway.node.url");
        this.token = needed(config.token(), "slipway.node.token");
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .build();
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET().build());
    }

    HttpResponse<String> put(String path, long fence, Object body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Slipway-Fence", Long.toString(fence))
                .PUT(BodyPublishers.ofString(EventJson.write(body)))
                .build());
    }

    HttpResponse<String> delete(String path, long fence) {
        return send(request(path)
                .header("Slipway-Fence", Long.toString(fence))
                .DELETE()
                .build());
    }

    <T> T read(HttpResponse<String> response, Class<T> type) {
        try {
            return EventJson.mapper().readValue(response.body(), type);
        } catch (JsonProcessingException e) {
            throw new ClusterException("the node's answer is no " + type.getSimpleName(), e);
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }

    private static <T> T needed(Optional<T> setting, String name) {
        return setting.orElseThrow(() ->
                new IllegalArgumentException("%s is not set, and slipway.cluster=local needs it.".formatted(name)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(config.timeout())
                .header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, BodyHandlers.ofString());
        try {
            // The request's own timeout ends with the headers.
            return answer.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unreachable(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unreachable(e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while the node was asked", e);
        }
    }

    private ClusterException unreachable(Throwable cause) {
        return new ClusterException("the node at %s cannot be asked: %s".formatted(url, cause), cause);
    }
}
