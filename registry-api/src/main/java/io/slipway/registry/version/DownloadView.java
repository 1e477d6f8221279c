package io.slipway.registry.version;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Where to get what a version was made of.
 *
 * @param files its package, under {@code package}
 * @param packageJson as its publisher gave it
 */
record DownloadView(
        @JsonProperty("package") DownloadedFile files,
        @Nullable DownloadedFile lockfile,
        @Nullable Map<String, Object> packageJson) {

    /** @param url good for everybody who has it, until it expires */
    record DownloadedFile(String fileName, String sha256, URI url, Instant expiresAt) {}
}
