package io.slipway.registry.version;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.persistence.Convert;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Status;
import io.slipway.providerpackage.ProviderName;
import io.slipway.registry.provider.ProviderMetadata;
import io.slipway.registry.provider.ProviderNames;

/** One version of a provider. Every transition raises the sequence; it is made under the provider's row lock. */
@Entity
public class Version {
    @Id
    private String id;

    private String provider;
    private String number;
    private String bareNumber;
    private long sequence;

    @Enumerated(EnumType.STRING)
    private Status status;

    private String buildId;
    private String sourceHash;
    private long sourceSizeBytes;
    private String runtime;
    private String runtimeVersion;
    private String runtimeImage;

    @Convert(converter = VersionColumns.Manifest.class)
    private VersionState.Manifest manifest;

    @Convert(converter = VersionColumns.Metadata.class)
    private ProviderMetadata metadata;

    private String changelog;
    private String image;

    @Convert(converter = VersionColumns.Schemas.class)
    private List<Map<String, Object>> schemas;

    private boolean active;

    @Enumerated(EnumType.STRING)
    private VersionState.Yank.Level yankLevel;

    private String yankReason;
    private String deprecationMessage;
    private String successor;

    @Embedded
    private VersionOrigin origin;

    private Instant deletedAt;
    private String errorCode;
    private String errorMessage;
    private Instant createdAt;
    private Instant updatedAt;
    private Instant publishedAt;

    protected Version() {}

    Version(String id, Publication publication, String buildId, Instant now) {
        this.id = id;
        this.provider = publication.provider().toString();
        this.number = publication.number().toString();
        this.bareNumber = PublicationRules.bare(publication.number());
        this.createdAt = now;
        build(publication, buildId, now);
    }

    /** Another attempt at a failed version with the package that it has. */
    void retry(String newBuildId, Instant now) {
        mustBe(Status.failed);
        attempt(newBuildId, now);
    }

    /** Another attempt at a failed version, perhaps with another package. */
    void publishAgain(Publication publication, String newBuildId, Instant now) {
        mustBe(Status.failed);
        build(publication, newBuildId, now);
    }

    private void build(Publication publication, String newBuildId, Instant now) {
        sourceHash = publication.source().sha256();
        sourceSizeBytes = publication.source().sizeBytes();
        runtime = publication.runtime().name();
        runtimeVersion = publication.runtime().version();
        runtimeImage = publication.runtime().image();
        manifest = publication.manifest();
        metadata = publication.metadata();
        changelog = publication.changelog();
        origin = publication.terms().origin().copy();
        attempt(newBuildId, now);
    }

    private void attempt(String newBuildId, Instant now) {
        buildId = newBuildId;
        errorCode = null;
        errorMessage = null;
        changed(Status.building, now);
    }

    public void released(String builtImage, List<Map<String, Object>> builtSchemas, Instant now) {
        mustBe(Status.building);
        image = builtImage;
        schemas = builtSchemas;
        publishedAt = now;
        changed(Status.published, now);
    }

    public void failed(String code, String message, Instant now) {
        mustBe(Status.building);
        errorCode = code;
        errorMessage = message;
        changed(Status.failed, now);
    }

    void yanked(VersionState.Yank yank, Instant now) {
        active = false;
        yankLevel = yank.level();
        yankReason = yank.reason();
        changed(Status.yanked, now);
    }

    void unyanked(Instant now) {
        mustBe(Status.yanked);
        yankLevel = null;
        yankReason = null;
        changed(Status.published, now);
    }

    /** @param deprecation null lifts it */
    void deprecated(VersionState.Deprecation deprecation, Instant now) {
        deprecationMessage = deprecation == null ? null : deprecation.message();
        successor = deprecation == null ? null : deprecation.successor();
        changed(status, now);
    }

    void activated(boolean nowActive, Instant now) {
        active = nowActive;
        changed(status, now);
    }

    /** Others hear of it as of one that was withdrawn from all use; its number is never given again. */
    void deleted(Instant now) {
        deletedAt = now;
        yankLevel = VersionState.Yank.Level.block;
        yankReason = "deleted";
        changed(Status.yanked, now);
    }

    private void mustBe(Status expected) {
        if (status != expected) {
            throw new IllegalStateException(id + " is " + status + ", not " + expected);
        }
    }

    private void changed(Status next, Instant now) {
        status = next;
        updatedAt = now;
        sequence++;
    }

    public String id() {
        return id;
    }

    /** {@code org/name} */
    public String provider() {
        return provider;
    }

    public ProviderName providerName() {
        return ProviderNames.stored(provider);
    }

    public String number() {
        return number;
    }

    public long sequence() {
        return sequence;
    }

    public Status status() {
        return status;
    }

    public String buildId() {
        return buildId;
    }

    public String sourceHash() {
        return sourceHash;
    }

    public VersionState.Manifest manifest() {
        return manifest;
    }

    public ProviderMetadata metadata() {
        return metadata;
    }

    public boolean isActive() {
        return active;
    }

    /** Null unless yanked. */
    public VersionState.Yank yank() {
        return yankLevel == null ? null : new VersionState.Yank(yankLevel, yankReason);
    }

    /** Null unless deprecated. */
    public VersionState.Deprecation deprecation() {
        return deprecationMessage == null ? null : new VersionState.Deprecation(deprecationMessage, successor);
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    public VersionOrigin origin() {
        return origin;
    }

    /** When the build that is waited for was asked for; meaningful while building. */
    public Instant acceptedAt() {
        return updatedAt;
    }

    /** @param imageUrl how references are rendered for readers */
    VersionView view(ImageUrls imageUrl) {
        return new VersionView(
                id,
                provider,
                number,
                runtimeVersion,
                createdAt,
                updatedAt,
                imageUrl.render(image),
                sourceHash,
                buildId,
                schemas,
                changelog,
                status,
                publishedAt,
                errorMessage,
                yank(),
                deprecation(),
                origin.baseVersionId(),
                origin.serviceDependencies());
    }

    LineageView.Ancestor asAncestor() {
        return new LineageView.Ancestor(id, number, status, sourceHash, origin.baseVersionId(), createdAt);
    }

    /** All that other services may know. */
    public VersionState state() {
        return new VersionState(
                id,
                provider,
                number,
                sequence,
                status,
                buildId,
                sourceHash,
                sourceSizeBytes,
                runtime,
                runtimeVersion,
                runtimeImage,
                manifest,
                image,
                schemas,
                active,
                yank(),
                deprecation(),
                errorMessage,
                createdAt,
                publishedAt,
                origin.requires());
    }
}
