package io.slipway.registry.release;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A release as it travels: what import takes and export gives. {@code status} and {@code projectIdentifier} are taken and
 * mean nothing.
 */
public record ReleaseDocument(
        @Nullable String name,
        String version,
        @Nullable String tag,
        @JsonProperty("createdAt") String createdAt,
        String project,
        @JsonProperty("projectIdentifier") @Nullable Map<String, Object> projectIdentifier,
        @Nullable String status,
        @JsonProperty("releaseNotes") @Nullable String releaseNotes,
        String author,
        @Nullable Map<String, Object> metadata,
        List<ReleaseArtifactDocument> artifacts,
        @JsonProperty("dockerImages") @Nullable List<ReleaseImageDocument> dockerImages,
        @Nullable List<ReleaseDependencyDocument> dependencies) {

    /** @param size in bytes */
    public record ReleaseArtifactDocument(
            String name,
            @Nullable String platform,
            Long size,
            String sha256,
            @JsonProperty("downloadUrl") String downloadUrl,
            @JsonProperty("isExecutable") @Nullable Boolean isExecutable,
            @Nullable String arguments,
            @Nullable Map<String, Object> metadata) {
        ReleaseArtifactDocument from(String url) {
            return new ReleaseArtifactDocument(name, platform, size, sha256, url, isExecutable, arguments, metadata);
        }
    }

    public record ReleaseImageDocument(
            String name,
            @JsonProperty("imageUrl") String imageUrl,
            @Nullable String platform,
            @Nullable Map<String, Object> metadata) {
        ReleaseImageDocument at(String url) {
            return new ReleaseImageDocument(name, url, platform, metadata);
        }
    }

    public record ReleaseDependencyDocument(
            @JsonProperty("catalogId") String catalogId, String name, String version) {}

    /** Of the artifact of this digest, else of this name: what is asked for by its digest is never another file; -1 for none. */
    int position(String sha256OrName) {
        List<String> digests =
                artifacts.stream().map(ReleaseArtifactDocument::sha256).toList();
        return digests.contains(sha256OrName)
                ? digests.indexOf(sha256OrName)
                : artifacts.stream().map(ReleaseArtifactDocument::name).toList().indexOf(sha256OrName);
    }

    List<ReleaseImageDocument> images() {
        return dockerImages == null ? List.of() : dockerImages;
    }

    /** Then it becomes a version of that image. */
    boolean ofOneImage() {
        return artifacts.isEmpty() && images().size() == 1;
    }

    List<ReleaseDependencyDocument> needs() {
        return dependencies == null ? List.of() : dependencies;
    }

    /** As it is kept: of what is ignored nothing. @param provider whose project it is, {@code org/name} */
    ReleaseDocument kept(String provider) {
        return new ReleaseDocument(
                name,
                version,
                tag,
                createdAt,
                provider,
                null,
                null,
                releaseNotes,
                author,
                metadata,
                artifacts,
                dockerImages,
                dependencies);
    }

    /** As it leaves. @param status as it is now */
    ReleaseDocument exported(
            String releaseStatus, List<ReleaseArtifactDocument> files, List<ReleaseImageDocument> pinned) {
        return new ReleaseDocument(
                name,
                version,
                tag,
                createdAt,
                project,
                null,
                releaseStatus,
                releaseNotes,
                author,
                metadata,
                files,
                dockerImages == null ? null : pinned,
                dependencies);
    }
}
