package io.slipway.registry.staging;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.version.PublishUploaded.Wish;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is to be uploaded. What is known beforehand is signed: nothing else can be uploaded then.
 *
 * @param sourceHash SHA-256 of the package in lowercase hex
 * @param baseVersionId id or number of the version that this one is made from
 * @param force a new version, though one of the same source is there
 */
record UploadUrlRequest(
        @Schema(description = "SemVer 2.0, or YYYY.MM.DD-HHMMSS")
        String version,

        @Schema(description = "SHA-256 of the package, 64 lowercase hex digits")
        String sourceHash,

        @Schema(description = "Id or number of the version that this one is made from") @Nullable String baseVersionId,

        @Schema(description = "Make a version though one of the same source is there", defaultValue = "false") @Nullable Boolean force,

        @Schema(description = "Of the package: exactly so many are taken then") @Nullable Long fileSizeBytes,

        @Schema(description = "SHA-256 of the lockfile") @Nullable String packageLockHash,

        @Nullable Long packageLockSizeBytes) {

    /** @throws io.slipway.registry.problem.ProblemException 422 for a field that is missing or wrong */
    Wish wish(ProviderName provider) {
        UploadLimits.required("version", version);
        UploadLimits.mustBeDigest("source_hash", sourceHash);
        if (fileSizeBytes != null) {
            UploadLimits.mustBeSize("file_size_bytes", fileSizeBytes, UploadLimits.PACKAGE_BYTES);
        }
        if (packageLockHash != null) {
            UploadLimits.mustBeDigest("package_lock_hash", packageLockHash);
        }
        if (packageLockSizeBytes != null) {
            UploadLimits.mustBeSize("package_lock_size_bytes", packageLockSizeBytes, UploadLimits.LOCKFILE_BYTES);
        }
        return new Wish(provider, version, sourceHash, baseVersionId, Boolean.TRUE.equals(force));
    }
}
