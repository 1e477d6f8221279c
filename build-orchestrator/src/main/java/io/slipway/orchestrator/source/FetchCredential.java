package io.slipway.orchestrator.source;

import java.io.IOException;
import java.net.http.HttpResponse;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import io.slipway.oci.RegistryLogin;
import io.slipway.orchestrator.build.Unavailable;
import io.slipway.outbox.EventJson;

/** With what a version's image is got from its registry: asked for at each attempt, and kept in memory alone. */
@ApplicationScoped
public class FetchCredential {
    private final RegistryApiClient registry;

    FetchCredential(RegistryApiClient registry) {
        this.registry = registry;
    }

    /** Null when the version has none for this registry: another one is not shown it. */
    public RegistryLogin fetch(String versionId, String registryHost)
            throws Unavailable, IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = registry.get(
                    "/internal/registry-credentials/" + versionId, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Unavailable("registry-api does not answer", e);
        }
        return switch (response.statusCode()) {
            case 200 -> login(response.body(), registryHost);
            case 404 -> null;
            default ->
                throw new Unavailable("registry-api answered " + response.statusCode() + " for the image's login");
        };
    }

    private static RegistryLogin login(byte[] body, String registryHost) throws IOException {
        JsonNode login = EventJson.mapper().readTree(body);
        // Those that an older registry-api has kept say nothing of it.
        return registryHost.equals(login.path("registry").asText(registryHost))
                ? new RegistryLogin(
                        login.path("username").asText(), login.path("password").asText())
                : null;
    }
}
