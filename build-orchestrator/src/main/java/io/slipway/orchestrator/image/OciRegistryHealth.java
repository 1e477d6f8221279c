package io.slipway.orchestrator.image;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Asks the OCI registry for its version endpoint (OCI distribution specification, end-1). */
@Readiness
@ApplicationScoped
class OciRegistryHealth implements AsyncHealthCheck {
    private static final String NAME = "OCI registry";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final HttpRequest request;

    OciRegistryHealth(OciConfig config) {
        URI uri = URI.create((config.insecure() ? "http://" : "https://") + config.registry() + "/v2/");
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(PATIENCE);
        config.username()
                .ifPresent(user -> builder.header(
                        "Authorization", basic(user, config.password().orElse(""))));
        this.request = builder.build();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .completionStage(() -> http.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                .map(OciRegistryHealth::judge)
                .onFailure()
                .recoverWithItem(fault -> HealthCheckResponse.named(NAME)
                        .down()
                        .withData("error", fault.toString())
                        .build());
    }

    /** Registries with token services answer 401 and name the service; that is as far as this goes. */
    private static HealthCheckResponse judge(HttpResponse<Void> response) {
        boolean challenge = response.headers()
                .firstValue("WWW-Authenticate")
                .filter(value -> value.regionMatches(true, 0, "Bearer", 0, 6))
                .isPresent();
        return HealthCheckResponse.named(NAME)
                .status(response.statusCode() == 200 || (response.statusCode() == 401 && challenge))
                .withData("status", response.statusCode())
                .build();
    }

    private static String basic(String username, String password) {
        byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }
}
