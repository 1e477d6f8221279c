package io.slipway.orchestrator.image;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import io.slipway.orchestrator.build.Unavailable;

/** Asks the OCI registry whether it is there (OCI distribution specification, end-1). */
@ApplicationScoped
class OciRegistry {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final HttpRequest question;

    OciRegistry(OciConfig config) {
        URI uri = URI.create((config.insecure() ? "http://" : "https://") + config.registry() + "/v2/");
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        config.username()
                .ifPresent(user -> builder.header(
                        "Authorization", basic(user, config.password().orElse(""))));
        this.question = builder.build();
    }

    /** Whether it would serve us; fails when it does not answer. */
    CompletableFuture<Boolean> serves() {
        return http.sendAsync(question, HttpResponse.BodyHandlers.discarding()).thenApply(OciRegistry::isWelcome);
    }

    /** Blocks for at most two seconds. Jib alone would try for minutes before it gives up. */
    void require() throws Unavailable, InterruptedException {
        HttpResponse<Void> response;
        try {
            response = http.send(question, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new Unavailable("the OCI registry does not answer", e);
        }
        if (!isWelcome(response)) {
            throw new Unavailable("the OCI registry answered " + response.statusCode());
        }
    }

    /** Registries with token services answer 401 and name the service; that is as far as this goes. */
    private static boolean isWelcome(HttpResponse<Void> response) {
        boolean challenge = response.headers()
                .firstValue("WWW-Authenticate")
                .filter(value -> value.regionMatches(true, 0, "Bearer", 0, 6))
                .isPresent();
        return response.statusCode() == 200 || (response.statusCode() == 401 && challenge);
    }

    private static String basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
