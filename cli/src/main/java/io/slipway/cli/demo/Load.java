package io.slipway.cli.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.slipway.cli.console.Json;

/** Requests at a fixed rate, whether or not those before them were answered; none is sent twice. */
final class Load {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final Phaser inFlight = new Phaser(1);
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Map<String, Long> firstAnswers = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final HttpRequest request;
    private final long started = System.nanoTime();

    private Load(URI url) {
        this.request = HttpRequest.newBuilder(url).timeout(REQUEST_TIMEOUT).build();
    }

    static Load on(URI url, int perSecond) {
        Load load = new Load(url);
        // A late tick is made up for: the executor runs what it missed at once.
        var _ = load.clock.scheduleAtFixedRate(
                load::send, 0, TimeUnit.SECONDS.toNanos(1) / perSecond, TimeUnit.NANOSECONDS);
        return load;
    }

    /** When the given version answered first, in {@link System#nanoTime()}; empty when it has not yet. */
    Optional<Long> firstAnswerOf(String version) {
        return Optional.ofNullable(firstAnswers.get(version));
    }

    /** One example for each kind of failure. */
    Map<String, String> failures() {
        return Map.copyOf(failures);
    }

    long requests() {
        return requests.get();
    }

    /** Sends no more, waits for the answers that are still to come, and counts. */
    LoadResult stop() {
        clock.close();
        inFlight.arriveAndAwaitAdvance();
        http.close();
        return new LoadResult(requests.get(), failed.get(), (System.nanoTime() - started) / 1e9);
    }

    private void send() {
        inFlight.register();
        requests.incrementAndGet();
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, BodyHandlers.ofString());
        var _ = answer.whenComplete((response, error) -> {
            count(response, error);
            inFlight.arriveAndDeregister();
        });
    }

    private void count(HttpResponse<String> response, Throwable error) {
        if (error == null && response.statusCode() == 200) {
            String version = Json.parse(response.body())
                    .map(json -> Json.text(json, "version"))
                    .orElse("");
            firstAnswers.putIfAbsent(version, System.nanoTime());
            return;
        }
        failed.incrementAndGet();
        String kind = error == null ? "status " + response.statusCode() : error.toString();
        failures.putIfAbsent(kind, error == null ? response.body() : kind);
    }
}
