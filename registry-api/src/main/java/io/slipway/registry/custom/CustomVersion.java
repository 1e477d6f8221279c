package io.slipway.registry.custom;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What a version is as one of a custom provider. The database keeps the rows: see the migrations V24 and V25. */
@Entity
class CustomVersion {
    @Id
    private String versionId;

    private String provider;
    private int customIndex;
    private String identifier;
    private String actor;
    private String build;

    @Column(insertable = false, updatable = false)
    private String status;

    private Instant updatedAt;

    protected CustomVersion() {}

    /**
     * A version and its row, read together and never kept.
     *
     * @param build queued, running, succeeded or failed
     */
    record Row(
            String id,
            String provider,
            String number,
            String buildId,
            int index,
            String identifier,
            String actor,
            String build,
            String status,
            Instant createdAt,
            Instant changedAt,
            Instant updatedAt) {

        /** The later of both. */
        Instant lastChange() {
            return changedAt.isAfter(updatedAt) ? changedAt : updatedAt;
        }
    }
}
