package io.slipway.registry.staging;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.blob.StagedFile;
import io.slipway.registry.provider.ProviderNames;
import io.slipway.registry.version.PublishUploaded.Wish;

/** An upload that was asked for: what its URLs were signed for, and what became of it. */
@Entity
public class Upload {
    @Id
    private String id;

    private String organization;
    private String provider;
    private String number;
    private String sourceHash;
    private Long sizeBytes;
    private String lockHash;
    private Long lockSizeBytes;
    private String baseVersionId;
    private boolean force;
    private String versionId;
    private Instant createdAt;
    private Instant expiresAt;

    protected Upload() {}

    Upload(String id, Wish wish, String baseVersionId, UploadUrlRequest request, Instant now, Instant expiresAt) {
        this.id = id;
        this.organization = wish.provider().org();
        this.provider = wish.provider().toString();
        this.number = wish.number();
        this.sourceHash = wish.sha256();
        this.sizeBytes = request.fileSizeBytes();
        this.lockHash = request.packageLockHash();
        this.lockSizeBytes = request.packageLockSizeBytes();
        this.baseVersionId = baseVersionId;
        this.force = wish.force();
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    /** Confirming it again is answered with this version until then. */
    void confirmed(String version, Instant remembered) {
        versionId = version;
        expiresAt = remembered;
    }

    StagedFile file() {
        return new StagedFile(packagePath(id), UploadLimits.PACKAGE_BYTES, sizeBytes, sourceHash);
    }

    StagedFile lockfile() {
        return new StagedFile(lockfilePath(id), UploadLimits.LOCKFILE_BYTES, lockSizeBytes, lockHash);
    }

    static String packagePath(String id) {
        return "uploads/" + id + "/package";
    }

    static String lockfilePath(String id) {
        return "uploads/" + id + "/lockfile";
    }

    String id() {
        return id;
    }

    ProviderName provider() {
        return ProviderNames.stored(provider);
    }

    String number() {
        return number;
    }

    String sourceHash() {
        return sourceHash;
    }

    Wish wish() {
        return new Wish(provider(), number, sourceHash, baseVersionId, force);
    }

    /** Whether something was said of a lockfile: then there is one. */
    boolean announcesLockfile() {
        return lockHash != null || lockSizeBytes != null;
    }

    boolean isConfirmed() {
        return versionId != null;
    }

    /** Null until it is confirmed. */
    String versionId() {
        return versionId;
    }

    boolean isOpen(Instant now) {
        return !isConfirmed() && now.isBefore(expiresAt);
    }
}
