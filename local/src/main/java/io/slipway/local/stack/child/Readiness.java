package io.slipway.local.stack.child;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import io.slipway.local.stack.StackFailure;

/** Asks a service's readiness route until it answers 200. */
public final class Readiness {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final HttpClient http;

    public Readiness(HttpClient http) {
        this.http = http;
    }

    /** Returns false when the service has ended before it was ready. */
    public boolean await(String name, String url, BooleanSupplier alive) {
        var deadline = System.nanoTime() + LIMIT.toNanos();
        try {
            while (!isReady(url)) {
                if (!alive.getAsBoolean()) {
                    return false;
                }
                if (System.nanoTime() > deadline) {
                    throw new StackFailure(name + " was not ready within " + LIMIT.toSeconds() + " s: see its log");
                }
                Thread.sleep(POLL);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted while " + name + " started", e);
        }
    }

    private boolean isReady(String url) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER).build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            // It does not listen yet.
            return false;
        }
    }
}
