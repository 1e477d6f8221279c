package io.slipway.registry.staging;

import java.net.URI;
import java.time.Instant;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.registry.blob.SignedRequest;
import io.slipway.registry.blob.StagedFile;
import io.slipway.registry.version.VersionView;
import org.jspecify.annotations.Nullable;

/**
 * Where to upload, or the version that makes it needless.
 *
 * @param duplicate whether there is such a version; then there are no URLs
 * @param files the package's under {@code package}
 */
record UploadUrlView(
        boolean duplicate,
        @Nullable VersionView version,
        @Nullable String uploadId,
        @JsonProperty("package") @Nullable UploadTarget files,
        @Nullable UploadTarget lockfile) {

    static UploadUrlView of(VersionView version) {
        return new UploadUrlView(true, version, null, null, null);
    }

    static UploadUrlView of(String uploadId, UploadTarget files, UploadTarget lockfile) {
        return new UploadUrlView(false, null, uploadId, files, lockfile);
    }

    /**
     * The request to send the file with, as it is.
     *
     * @param storagePath what to confirm the upload with
     */
    record UploadTarget(String method, URI url, Map<String, String> headers, String storagePath, Instant expiresAt) {
        static UploadTarget of(StagedFile file, SignedRequest request) {
            return new UploadTarget(
                    request.method(), request.url(), request.headers(), file.path(), request.expiresAt());
        }
    }
}
