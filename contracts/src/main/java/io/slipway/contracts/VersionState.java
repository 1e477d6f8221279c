package io.slipway.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A version as registry-api owns it.
 *
 * @param provider {@code org/name}
 * @param sequence grows with every change of this version; the higher one is newer
 * @param runtime {@code container} for a version whose package names an image that somebody else made
 * @param runtimeVersion of such a version, the digest of that image
 * @param runtimeImage base image as {@code repository@sha256:…} without a host; null for a runtime without a base
 * @param sourceHash SHA-256 of the package, 64 lowercase hex digits
 * @param image {@code repository@sha256:…} without a host; null until built
 * @param schemas as built; at most 256 KiB; null until built
 * @param yank how it was withdrawn; a deleted version has the level block and the reason {@code deleted}
 * @param active whether the provider's active version is this one
 * @param requires providers ({@code org/name}) that must be installed beside it; null in events of builds that did not tell
 */
public record VersionState(
        String id,
        String provider,
        String version,
        long sequence,
        Status status,
        String buildId,
        String sourceHash,
        long sourceSizeBytes,
        String runtime,
        String runtimeVersion,
        String runtimeImage,
        Manifest manifest,
        String image,
        List<Map<String, Object>> schemas,
        boolean active,
        Yank yank,
        Deprecation deprecation,
        String errorMessage,
        Instant createdAt,
        Instant publishedAt,
        @Nullable List<String> requires) {

    public enum Status {
        building,
        published,
        failed,
        yanked
    }

    /** How a version was withdrawn: hide (out of latest), block (no new use), move (auto installations leave it). */
    public record Yank(Level level, @Nullable String reason) {
        public enum Level {
            hide,
            block,
            move
        }
    }

    /**
     * The publisher's advice to leave a version, which stays usable.
     *
     * @param successor the version to take instead; null when none is named
     */
    public record Deprecation(String message, @Nullable String successor) {}

    /**
     * What a cluster has to know of {@code provider.yaml} to run the version.
     *
     * @param entrypoint empty when the image brings its own command
     * @param transformer JSONata expression from the config to the environment; null for none, and in events of older builds
     * @param data whether files in DATA_DIR outlive revisions; null, which is no, in events of older builds
     */
    public record Manifest(
            List<String> entrypoint,
            int port,
            String health,
            Strategy strategy,
            Map<String, Object> config,
            @Nullable String transformer,
            @Nullable Boolean data) {

        public boolean keepsData() {
            return Boolean.TRUE.equals(data);
        }
    }

    /** {@code switch_}: the new revision is up before the old one stops; {@code recreate}: never two at once. */
    public enum Strategy {
        @com.fasterxml.jackson.annotation.JsonProperty("switch")
        switch_,
        recreate
    }
}
