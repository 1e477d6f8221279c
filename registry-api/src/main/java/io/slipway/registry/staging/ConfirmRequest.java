package io.slipway.registry.staging;

import java.util.List;
import java.util.Map;

import io.slipway.registry.blob.StagedFile;
import io.slipway.registry.version.Publication;
import io.slipway.registry.version.VersionOrigin;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was uploaded, and what becomes of it.
 *
 * @param storagePath where the package was uploaded: as it was answered
 * @param serviceDependencies providers that it needs
 * @param packageJson kept with the version as it is
 * @param packageLockPath where the lockfile was uploaded, if one was
 * @param setAsActive the version that is followed, once it is published
 */
record ConfirmRequest(
        @Schema(description = "Where the package was uploaded, as it was answered")
        String storagePath,

        @Schema(description = "As the upload was asked for") String version,

        @Schema(description = "As the upload was asked for") String sourceHash,

        @Schema(required = true) Long fileSizeBytes,

        @Schema(description = "Names of providers that it needs, at most 100") @Nullable List<String> serviceDependencies,

        @Schema(description = "Contents of its package.json, at most 64 KiB") @Nullable Map<String, Object> packageJson,

        @Schema(description = "Where its lockfile was uploaded, if one was") @Nullable String packageLockPath,

        @Schema(description = "Follow this version once it is published", defaultValue = "false") @Nullable Boolean setAsActive,

        @Schema(description = "Left out: as the upload was asked for") @Nullable Boolean force) {

    /** @throws io.slipway.registry.problem.ProblemException 422 for a field that is missing or wrong by itself */
    ConfirmRequest checked() {
        UploadLimits.required("version", version);
        UploadLimits.mustBeDigest("source_hash", sourceHash);
        if (!StagedFile.isPath(storagePath)) {
            throw UploadLimits.invalid("storage_path", "is no path that was answered with an upload URL");
        }
        if (fileSizeBytes == null) {
            throw UploadLimits.invalid("file_size_bytes", "is missing");
        }
        UploadLimits.mustBeSize("file_size_bytes", fileSizeBytes, UploadLimits.PACKAGE_BYTES);
        UploadLimits.dependencies(serviceDependencies);
        UploadLimits.packageJson(packageJson);
        return this;
    }

    String uploadId() {
        return storagePath.split("/")[1];
    }

    /** @throws io.slipway.registry.problem.ProblemException 422 for what differs from what was asked for */
    void mustBeOf(Upload upload) {
        mustEqual("storage_path", storagePath, upload.file().path());
        mustEqual("version", version, upload.number());
        mustEqual("source_hash", sourceHash, upload.sourceHash());
        Long bytes = upload.file().bytes();
        mustEqual("file_size_bytes", fileSizeBytes, bytes == null ? fileSizeBytes : bytes);
        mustEqual(
                "force",
                force == null ? upload.wish().force() : force,
                upload.wish().force());
        if (packageLockPath != null) {
            mustEqual("package_lock_path", packageLockPath, upload.lockfile().path());
        } else if (upload.announcesLockfile()) {
            throw UploadLimits.invalid("package_lock_path", "is missing: the upload URL was asked for with a lockfile");
        }
    }

    boolean activates() {
        return Boolean.TRUE.equals(setAsActive);
    }

    private static void mustEqual(String field, Object given, Object askedFor) {
        if (!given.equals(askedFor)) {
            throw UploadLimits.invalid(field, "is not what the upload URL was asked for, " + askedFor);
        }
    }

    /** @param lockHash null when no lockfile was uploaded */
    Publication.Terms terms(String baseVersionId, String lockHash, boolean forced) {
        VersionOrigin origin = new VersionOrigin(
                baseVersionId, lockHash, UploadLimits.dependencies(serviceDependencies), packageJson, activates());
        return new Publication.Terms(origin, !forced);
    }
}
