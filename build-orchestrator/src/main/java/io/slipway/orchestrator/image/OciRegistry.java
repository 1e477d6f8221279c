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
import io.slipway.orchestrator.image.Collected.Fate;
import io.smallrye.mutiny.Uni;

/** What Jib does not ask of the OCI registry: whether it is there, and to delete (OCI distribution specification). */
@ApplicationScoped
class OciRegistry {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String MANIFESTS =
            "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final OciConfig config;

    OciRegistry(OciConfig config) {
        this.config = config;
    }

    /** Whether it would serve us; fails when it does not answer. */
    CompletableFuture<Boolean> serves() {
        return http.sendAsync(request("GET", ""), HttpResponse.BodyHandlers.discarding())
                .thenApply(OciRegistry::isWelcome);
    }

    /** {@code repository@sha256:…} of a tag, null when there is none (end-3). Fails like {@link #delete}. */
    Uni<String> find(String repository, String tag) {
        return ask("HEAD", repository + "/manifests/" + tag).chain(response -> switch (response.statusCode()) {
            case 200 -> named(repository, response);
            case 404 -> Uni.createFrom().nullItem();
            default -> refusal(response);
        });
    }

    /**
     * Deletes the manifest of {@code repository@sha256:…} (end-9). Fails with {@link RefusedException} when the registry
     * does not do that, or not for this service, and with {@link Unavailable} or worse when it does not say.
     */
    Uni<Fate> delete(String image) {
        return ask("DELETE", image.replace("@", "/manifests/")).chain(response -> switch (response.statusCode()) {
            case 200, 202 -> Uni.createFrom().item(Fate.removed);
            case 404 -> Uni.createFrom().item(Fate.absent);
            default -> refusal(response);
        });
    }

    private static Uni<String> named(String repository, HttpResponse<Void> response) {
        return response.headers()
                .firstValue("Docker-Content-Digest")
                .map(digest -> Uni.createFrom().item(repository + "@" + digest))
                .orElseGet(
                        () -> Uni.createFrom().failure(new Unavailable("the OCI registry does not name its digests")));
    }

    private Uni<HttpResponse<Void>> ask(String method, String path) {
        return Uni.createFrom()
                .completionStage(() -> http.sendAsync(request(method, path), HttpResponse.BodyHandlers.discarding()));
    }

    private HttpRequest request(String method, String path) {
        URI uri = URI.create((config.insecure() ? "http://" : "https://") + config.registry() + "/v2/" + path);
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Accept", MANIFESTS)
                .timeout(PATIENCE);
        config.username()
                .ifPresent(user -> builder.header(
                        "Authorization", basic(user, config.password().orElse(""))));
        return builder.build();
    }

    /** Blocks for at most two seconds. Jib alone would try for minutes before it gives up. */
    void require() throws Unavailable, InterruptedException {
        HttpResponse<Void> response;
        try {
            response = http.send(request("GET", ""), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new Unavailable("the OCI registry does not answer", e);
        }
        if (!isWelcome(response)) {
            throw unexpected(response);
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

    private static <T> Uni<T> refusal(HttpResponse<Void> response) {
        return Uni.createFrom()
                .failure(
                        switch (response.statusCode()) {
                            case 401, 403, 405 -> new RefusedException();
                            default -> unexpected(response);
                        });
    }

    private static Unavailable unexpected(HttpResponse<Void> response) {
        return new Unavailable("the OCI registry answered " + response.statusCode());
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
