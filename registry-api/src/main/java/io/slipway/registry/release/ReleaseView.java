package io.slipway.registry.release;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.registry.release.ReleaseDocument.ReleaseDependencyDocument;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A release as the catalogue shows it.
 *
 * @param verified whether all artifacts are here and all images have digests
 * @param origin how it came here: import or publication
 * @param actor who imported or released it; null for a publication
 * @param versionId the version that it became; null for a draft, and for artifacts alone
 */
public record ReleaseView(
        @JsonProperty("catalogId") String catalogId,
        String project,
        String name,
        String version,
        @Nullable String tag,
        Release.Status status,
        boolean verified,
        Origin origin,
        @Nullable String actor,
        @JsonProperty("versionId") @Nullable String versionId,
        @JsonProperty("createdAt") String createdAt,
        @JsonProperty("releaseNotes") @Nullable String releaseNotes,
        String author,
        @Nullable Map<String, Object> metadata,
        List<ReleaseArtifactView> artifacts,
        @JsonProperty("dockerImages") List<ReleaseImageView> dockerImages,
        List<ReleaseDependencyDocument> dependencies,
        @JsonProperty("importedAt") @Nullable Instant importedAt,
        @JsonProperty("releasedAt") @Nullable Instant releasedAt) {

    /** Set by the registry. */
    @Schema(name = "ReleaseOrigin")
    public enum Origin {
        imported,
        published
    }

    public record ReleaseArtifactView(
            String name,
            @Nullable String platform,
            long size,
            String sha256,
            @JsonProperty("isExecutable") boolean isExecutable,
            @Nullable String arguments,
            @Nullable Map<String, Object> metadata,
            String state,
            @Nullable String message,
            @JsonProperty("actualSha256") @Nullable String actualSha256) {}

    public record ReleaseImageView(
            String name,
            @JsonProperty("imageUrl") String imageUrl,
            @Nullable String platform,
            @Nullable Map<String, Object> metadata,
            String state,
            @Nullable String digest,
            @Nullable String message) {}

    static ReleaseView of(ReleaseParts parts) {
        Release release = parts.release();
        ReleaseDocument document = release.document();
        return new ReleaseView(
                release.id(),
                release.provider(),
                release.name(),
                release.number(),
                document.tag(),
                release.status(),
                release.isReleased() || release.isVerified(),
                Origin.imported,
                release.actor(),
                release.versionId(),
                document.createdAt(),
                document.releaseNotes(),
                document.author(),
                document.metadata(),
                parts.artifacts().stream()
                        .map(artifact -> artifact(parts.document(artifact), artifact))
                        .toList(),
                IntStream.range(0, parts.images().size())
                        .mapToObj(i ->
                                image(document.images().get(i), parts.images().get(i)))
                        .toList(),
                document.needs(),
                release.createdAt(),
                release.releasedAt());
    }

    private static ReleaseArtifactView artifact(ReleaseDocument.ReleaseArtifactDocument given, ReleaseArtifact found) {
        return new ReleaseArtifactView(
                given.name(),
                given.platform(),
                given.size(),
                given.sha256(),
                Boolean.TRUE.equals(given.isExecutable()),
                given.arguments(),
                given.metadata(),
                found.state().name(),
                found.message(),
                found.actualSha256());
    }

    private static ReleaseImageView image(ReleaseDocument.ReleaseImageDocument given, ReleaseImage found) {
        return new ReleaseImageView(
                given.name(),
                given.imageUrl(),
                given.platform(),
                given.metadata(),
                found.state().name(),
                found.digest(),
                found.message());
    }

    /** Of a version that was never imported. */
    static ReleaseView of(String versionId, ReleaseDocument document) {
        return new ReleaseView(
                CatalogIds.of(versionId),
                document.project(),
                document.name(),
                document.version(),
                null,
                Release.Status.released,
                true,
                Origin.published,
                null,
                versionId,
                document.createdAt(),
                document.releaseNotes(),
                document.author(),
                null,
                document.artifacts().stream()
                        .map(given -> new ReleaseArtifactView(
                                given.name(),
                                null,
                                given.size(),
                                given.sha256(),
                                false,
                                null,
                                given.metadata(),
                                ReleaseArtifact.State.verified.name(),
                                null,
                                null))
                        .toList(),
                List.of(),
                List.of(),
                null,
                null);
    }
}
