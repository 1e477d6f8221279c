package io.slipway.orchestrator.version;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.slipway.contracts.VersionState;
import io.slipway.orchestrator.build.Unavailable;
import io.slipway.orchestrator.source.RegistryApiClient;
import io.slipway.outbox.EventJson;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;

/** The snapshot of versions that registry-api serves. */
@ApplicationScoped
class RegistryVersions {
    private static final int PAGE = 200;

    private final RegistryApiClient registry;

    RegistryVersions(RegistryApiClient registry) {
        this.registry = registry;
    }

    /** @param next cursor of the following page; null on the last */
    record Page(List<VersionState> items, String next) {}

    /** @param after null for the first page */
    Uni<Page> page(String after) {
        String cursor = after == null ? "" : "&after=" + URLEncoder.encode(after, StandardCharsets.UTF_8);
        return Uni.createFrom()
                .completionStage(() -> registry.getAsync(
                        "/internal/versions?limit=" + PAGE + cursor, HttpResponse.BodyHandlers.ofString()))
                .map(Unchecked.function(RegistryVersions::read));
    }

    private static Page read(HttpResponse<String> response) throws Unavailable, JsonProcessingException {
        if (response.statusCode() != 200) {
            throw new Unavailable("registry-api answered " + response.statusCode() + " for its versions");
        }
        return EventJson.mapper().readValue(response.body(), Page.class);
    }
}
