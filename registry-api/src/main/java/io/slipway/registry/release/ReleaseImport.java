package io.slipway.registry.release;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

import com.fasterxml.jackson.core.type.TypeReference;
import io.slipway.outbox.JsonColumn;
import io.slipway.registry.release.ReleaseDocument.ReleaseDependencyDocument;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An import as work, and its answer. */
@Entity
public class ReleaseImport {
    private static final int MOST_ATTEMPTS = 20;

    /** As the API shows it. */
    @Schema(name = "ImportState")
    public enum State {
        queued,
        running,
        succeeded,
        failed
    }

    @Converter
    static class Unresolved extends JsonColumn<List<ReleaseDependencyDocument>> {
        Unresolved() {
            super(new TypeReference<>() {});
        }
    }

    @Converter
    static class Result extends JsonColumn<ImportAnswer> {
        Result() {
            super(new TypeReference<>() {});
        }
    }

    @Id
    private String id;

    private String organization;
    private String releaseId;
    private long revision;

    @Enumerated(EnumType.STRING)
    private State state;

    private String actor;
    private long epoch;
    private int attempts;
    private String claimedBy;
    private Instant dueAt;

    @Convert(converter = Unresolved.class)
    private List<ReleaseDependencyDocument> unresolved;

    @Convert(converter = Result.class)
    private ImportAnswer result;

    private String error;
    private Instant createdAt;
    private Instant updatedAt;
    private Instant endedAt;

    protected ReleaseImport() {}

    ReleaseImport(String id, Release release, Instant now) {
        this.id = id;
        this.organization = release.organization();
        this.releaseId = release.id();
        this.createdAt = now;
    }

    /** From the beginning, perhaps with another document: whoever works for it now has lost it. */
    void queue(Release release, List<ReleaseDependencyDocument> open, String by, Instant now) {
        revision = release.revision();
        unresolved = open;
        actor = by;
        state = State.queued;
        epoch++;
        attempts = 0;
        claimedBy = null;
        dueAt = now;
        updatedAt = now;
    }

    void succeeded(ImportAnswer answer, Instant now) {
        state = State.succeeded;
        result = answer;
        updatedAt = now;
        endedAt = now;
    }

    /** Something of ours is out of order: it is tried again, but not for ever. */
    void postponed(String why, Duration wait, Instant now) {
        attempts++;
        updatedAt = now;
        if (attempts >= MOST_ATTEMPTS) {
            state = State.failed;
            error = why;
            endedAt = now;
        } else {
            state = State.queued;
            dueAt = now.plus(wait);
        }
    }

    ImportJob job() {
        return new ImportJob(id, epoch, releaseId);
    }

    String id() {
        return id;
    }

    String organization() {
        return organization;
    }

    String releaseId() {
        return releaseId;
    }

    State state() {
        return state;
    }

    List<ReleaseDependencyDocument> unresolved() {
        return unresolved;
    }

    ImportAnswer result() {
        return result;
    }

    String error() {
        return error;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant endedAt() {
        return endedAt;
    }
}
