package io.slipway.registry.release;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.registry.release.ReleaseDocument.ReleaseDependencyDocument;
import org.jspecify.annotations.Nullable;

/** What an import comes to. */
public record ImportAnswer(
        @JsonProperty("catalogId") String catalogId,
        String name,
        String version,
        Release.Status status,
        List<ImportWarning> warnings,
        List<ReleaseDependencyDocument> unresolvedDependencies,
        String message) {

    public record ImportWarning(
            @JsonProperty("artifactName") String artifactName,
            String message,
            @JsonProperty("expectedSha256") String expectedSha256,
            @JsonProperty("actualSha256") @Nullable String actualSha256) {}
}
