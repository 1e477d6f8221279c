package io.slipway.cli.api;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;

/** JSON over HTTP with a bearer token; every answer but 2xx becomes a {@link CliFailure}. */
public final class ApiClient {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    /** Covers sending a package, for which the server gives as long (docs/api.md). */
    private static final Duration TRANSFER_TIMEOUT = Duration.ofHours(1);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final URI base;
    private final String token;
    private final Duration requestTimeout;

    /** @param base without a slash at its end */
    public ApiClient(URI base, String token) {
        this(base, token, REQUEST_TIMEOUT);
    }

    /** @param requestTimeout of all but packages */
    ApiClient(URI base, String token, Duration requestTimeout) {
        this.base = base;
        this.token = token;
        this.requestTimeout = requestTimeout;
    }

    public JsonNode get(String path) {
        return json(request(path).GET());
    }

    /** Every page of a list as one; a page may be shorter than its limit though more follow. @param path with filters, if any */
    JsonNode all(String path) {
        String pages = path + (path.contains("?") ? "&" : "?") + "limit=100";
        ArrayNode items = Json.array();
        String cursor = "";
        do {
            JsonNode page = get(pages + (cursor.isEmpty() ? "" : "&cursor=" + encoded(cursor)));
            page.path("items").forEach(items::add);
            cursor = Json.text(page.path("pagination"), "next_cursor");
        } while (!cursor.isEmpty());
        return Json.object().set("items", items);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Once, also when it has to be sent again. */
    public JsonNode post(String path, JsonNode body) {
        return repeated(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    /** For the routes that take no {@code Idempotency-Key}: a lost answer stays lost. */
    JsonNode postWithoutKey(String path, JsonNode body) {
        return send("POST", path, body);
    }

    public JsonNode send(String method, String path, JsonNode body) {
        return json(request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body.toString())));
    }

    public JsonNode delete(String path) {
        return json(request(path).DELETE());
    }

    JsonNode upload(String path, String contentType, BodyPublisher body) {
        return repeated(request(path)
                .timeout(TRANSFER_TIMEOUT)
                .header("Content-Type", contentType)
                .POST(body));
    }

    /** To a signed URL: with these headers and without the token. */
    void put(URI url, Map<String, String> headers, Path file) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(TRANSFER_TIMEOUT);
        headers.forEach(request::header);
        try {
            json(request.PUT(BodyPublishers.ofFile(file)));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's bytes, with the token. */
    void putFile(String path, Path file) {
        try {
            json(request(path)
                    .timeout(TRANSFER_TIMEOUT)
                    .header("Content-Type", "application/octet-stream")
                    .PUT(BodyPublishers.ofFile(file)));
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From a signed URL: without the token. */
    void fetch(URI url, Path file) {
        HttpRequest request =
                HttpRequest.newBuilder(url).timeout(TRANSFER_TIMEOUT).GET().build();
        HttpResponse<Path> response = exchange(request, BodyHandlers.ofFile(file));
        if (response.statusCode() / 100 != 2) {
            throw ApiErrors.failure(request, response.statusCode(), "");
        }
    }

    /** Lines of server-sent events as they come. The caller closes the stream. */
    Stream<String> events(String path) {
        HttpRequest request =
                request(path).header("Accept", "text/event-stream").GET().build();
        HttpResponse<Stream<String>> response = exchange(request, BodyHandlers.ofLines());
        if (response.statusCode() / 100 != 2) {
            try (Stream<String> lines = response.body()) {
                throw ApiErrors.failure(request, response.statusCode(), String.join("\n", lines.toList()));
            }
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(requestTimeout);
        return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
    }

    private JsonNode json(HttpRequest.Builder builder) {
        HttpRequest request = builder.header("Accept", "application/json").build();
        return json(request, exchange(request, BodyHandlers.ofString()));
    }

    private JsonNode repeated(HttpRequest.Builder builder) {
        HttpRequest request = Repeating.keyed(builder.header("Accept", "application/json"));
        return json(request, exchange(request, () -> new Repeating(http).send(request)));
    }

    private static JsonNode json(HttpRequest request, HttpResponse<String> response) {
        if (response.statusCode() / 100 != 2) {
            throw ApiErrors.failure(request, response.statusCode(), response.body());
        }
        return Json.parse(response.body()).orElseGet(Json::object);
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return exchange(request, () -> http.send(request, handler));
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, Exchange<T> exchange) {
        try {
            return exchange.run();
        } catch (AnswerLostException _) {
            throw ApiErrors.answerLost(request);
        } catch (HttpConnectTimeoutException e) {
            throw ApiErrors.unreachable(request, base, e);
        } catch (HttpTimeoutException _) {
            throw ApiErrors.unanswered(request);
        } catch (IOException e) {
            throw ApiErrors.unreachable(request, base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure(ExitCode.FAILED, "interrupted", "Interrupted.", "");
        }
    }

    private interface Exchange<T> {
        HttpResponse<T> run() throws IOException, InterruptedException;
    }
}
