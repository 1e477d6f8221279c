package io.slipway.orchestrator.source;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Internal routes of registry-api, with this service's token. */
@ApplicationScoped
public class RegistryApiClient {
    private final RegistryApiConfig config;
    private final String token;
    private final HttpClient http;

    RegistryApiClient(RegistryApiConfig config, @ConfigProperty(name = "slipway.internal.token") String token) {
        this.config = config;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .build();
    }

    /** Blocks the calling thread until the headers are there, or with a body that is not streamed, all of it; interruptible. */
    public <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return http.send(request(path), body);
    }

    /** The body, too, has come by the timeout: that of the request itself ends with the headers. */
    public <T> CompletableFuture<HttpResponse<T>> getAsync(String path, HttpResponse.BodyHandler<T> body) {
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request(path), body);
        return answer.copy()
                .orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, _) -> answer.cancel(true));
    }

    private HttpRequest request(String path) {
        String base = config.url().toString();
        return HttpRequest.newBuilder(
                        URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path))
                .header("Authorization", "Bearer " + token)
                .timeout(config.timeout())
                .build();
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
