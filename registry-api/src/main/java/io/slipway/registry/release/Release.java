package io.slipway.registry.release;

import java.time.Instant;

import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.outbox.JsonColumn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A release that was imported: a draft until it is released. Changed under its row's lock. */
@Entity
public class Release {
    /** As the API shows it. */
    @Schema(name = "ReleaseStatus")
    public enum Status {
        draft,
        released
    }

    @Converter
    static class DocumentColumn extends JsonColumn<ReleaseDocument> {
        DocumentColumn() {
            super(new TypeReference<>() {});
        }
    }

    @Id
    private String id;

    private String organization;
    private String provider;
    private String number;
    private String name;

    @Convert(converter = DocumentColumn.class)
    private ReleaseDocument document;

    private long revision;

    @Enumerated(EnumType.STRING)
    private Status status;

    private boolean verified;
    private String actor;
    private String versionId;
    private Instant createdAt;
    private Instant updatedAt;
    private Instant releasedAt;

    protected Release() {}

    /** @return whether it is another one than before */
    boolean imported(ReleaseDocument given, String by, Instant now) {
        if (revision > 0 && given.equals(document)) {
            return false;
        }
        document = given;
        name = given.name() == null ? provider.substring(provider.indexOf('/') + 1) : given.name();
        revision++;
        actor = by;
        updatedAt = now;
        return true;
    }

    void found(boolean allVerified) {
        verified = allVerified;
    }

    /** @param version null when it has artifacts alone */
    void released(String version, String by, Instant now) {
        status = Status.released;
        versionId = version;
        actor = by;
        releasedAt = now;
        updatedAt = now;
    }

    boolean isReleased() {
        return status == Status.released;
    }

    String id() {
        return id;
    }

    String organization() {
        return organization;
    }

    String provider() {
        return provider;
    }

    String number() {
        return number;
    }

    String name() {
        return name;
    }

    ReleaseDocument document() {
        return document;
    }

    long revision() {
        return revision;
    }

    Status status() {
        return status;
    }

    boolean isVerified() {
        return verified;
    }

    String actor() {
        return actor;
    }

    String versionId() {
        return versionId;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant releasedAt() {
        return releasedAt;
    }
}
