package io.slipway.cli.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.slipway.cli.console.Json;

/**
 * Sends a request again whose answer was lost. It has a key of its own, by which the server does it once and answers all of
 * its copies alike: docs/api.md, "Requests that are sent again".
 */
final class Repeating {
    private static final String KEY = "Idempotency-Key";
    /** Long enough for a server that is started again. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4));

    private final HttpClient http;

    Repeating(HttpClient http) {
        this.http = http;
    }

    static HttpRequest keyed(HttpRequest.Builder request) {
        return request.header(KEY, UUID.randomUUID().toString()).build();
    }

    /**
     * @param request one that is {@link #keyed}
     * @throws AnswerLostException when it was sent, and no repetition was answered
     */
    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        boolean lost = false;
        for (Duration pause : PAUSES) {
            try {
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                if (!lost || !comesTooEarly(response)) {
                    return response;
                }
            } catch (HttpTimeoutException e) {
                throw lost ? new AnswerLostException(e) : e; // that was long enough
            } catch (ConnectException e) {
                if (!lost) {
                    throw e; // nothing was sent
                }
            } catch (IOException e) {
                lost = true;
            }
            Thread.sleep(pause);
        }
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw lost ? new AnswerLostException(e) : e;
        }
    }

    /** The server has not ended the first one yet, or has just begun again. */
    private static boolean comesTooEarly(HttpResponse<String> response) {
        return switch (response.statusCode()) {
            case 503 -> true;
            case 409 ->
                Json.parse(response.body())
                        .filter(problem -> Json.text(problem, "code").equals("idempotency_key_in_use"))
                        .isPresent();
            default -> false;
        };
    }
}
