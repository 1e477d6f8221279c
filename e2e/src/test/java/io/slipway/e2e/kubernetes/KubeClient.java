package io.slipway.e2e.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import javax.net.ssl.SSLContext;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a test needs of the API: JSON in, JSON out. Bodies are applied or merged strategically: all versions take these. */
final class KubeClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MISSING = 404;
    private static final int REFUSED = 400;

    private final HttpClient http;
    /** Each on a connection of its own: on one that many requests share they have been seen to stand still. */
    private final HttpClient watches;

    private final String address;
    private final String token;
    private final String manager;
    private final AtomicLong writes = new AtomicLong();
    private volatile boolean closed;

    /** @param manager of the fields that it applies */
    KubeClient(String address, String token, SSLContext trusted, String manager) {
        this.http = HttpClient.newBuilder().sslContext(trusted).build();
        this.watches = HttpClient.newBuilder()
                .sslContext(trusted)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.address = address;
        this.token = token;
        this.manager = manager;
    }

    JsonNode get(String path) {
        return ok(send(request(path).GET()));
    }

    /** Server-side apply. */
    JsonNode apply(String path, JsonNode object) {
        return write(path + "?force=true&fieldManager=" + manager, "application/apply-patch+yaml", object);
    }

    /** Strategic merge. */
    JsonNode merge(String path, JsonNode change) {
        return write(path + "?fieldManager=" + manager, "application/strategic-merge-patch+json", change);
    }

    /** At once; what is gone already counts as deleted. */
    void delete(String path) {
        writes.incrementAndGet();
        var answer = send(request(path + "?gracePeriodSeconds=0").DELETE());
        if (answer.statusCode() != MISSING) {
            ok(answer);
        }
    }

    /** Applied, merged and deleted. */
    long writes() {
        return writes.get();
    }

    boolean ready() {
        try {
            return send(request("/readyz").GET()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /**
     * Tells all that there is as ADDED, then what changes. A watch that ends is begun again.
     *
     * @param list path of a collection
     * @param query with its question mark; empty for everything
     */
    void watch(String list, String query, BiConsumer<String, JsonNode> listener) {
        Thread.ofPlatform().daemon().name("watch " + list).start(() -> {
            while (!closed) {
                try {
                    watchOnce(list, query, listener);
                } catch (IOException | UncheckedIOException e) {
                    if (!closed) {
                        System.err.println("watch of " + list + " is begun again: " + e);
                    }
                } catch (InterruptedException e) {
                    return;
                }
            }
        });
    }

    private void watchOnce(String list, String query, BiConsumer<String, JsonNode> listener)
            throws IOException, InterruptedException {
        JsonNode all = get(list + query);
        all.path("items").forEach(item -> listener.accept("ADDED", item));
        String since = (query.isEmpty() ? "?" : query + "&") + "watch=true&resourceVersion="
                + all.at("/metadata/resourceVersion").asText();
        var answer = watches.send(authorized(list + since).GET().build(), BodyHandlers.ofLines());
        for (var lines = answer.body().iterator(); lines.hasNext() && !closed; ) {
            JsonNode event = JSON.readTree(lines.next());
            listener.accept(event.path("type").asText(), event.path("object"));
        }
    }

    private JsonNode write(String path, String type, JsonNode body) {
        writes.incrementAndGet();
        BodyPublisher bytes = BodyPublishers.ofString(body.toString());
        return ok(send(request(path).header("Content-Type", type).method("PATCH", bytes)));
    }

    private HttpRequest.Builder request(String path) {
        return authorized(path).timeout(PATIENCE);
    }

    private HttpRequest.Builder authorized(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode ok(HttpResponse<String> answer) {
        if (answer.statusCode() >= REFUSED) {
            throw new IllegalStateException(answer.request().method() + " "
                    + answer.request().uri().getPath() + ": " + answer.statusCode() + " " + answer.body());
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        http.shutdownNow();
        watches.shutdownNow();
    }
}
