package io.slipway.registry.release;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A release in a list. */
public record ReleaseSummary(
        @JsonProperty("catalogId") String catalogId,
        String project,
        String name,
        String version,
        @Nullable String tag,
        Release.Status status,
        boolean verified,
        String author,
        @JsonProperty("createdAt") String createdAt,
        @JsonProperty("versionId") @Nullable String versionId) {
    static ReleaseSummary of(Release release) {
        return new ReleaseSummary(
                release.id(),
                release.provider(),
                release.name(),
                release.number(),
                release.document().tag(),
                release.status(),
                release.isReleased() || release.isVerified(),
                release.document().author(),
                release.document().createdAt(),
                release.versionId());
    }
}
