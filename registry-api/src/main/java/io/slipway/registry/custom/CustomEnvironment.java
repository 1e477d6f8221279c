package io.slipway.registry.custom;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A provider in one of its own organization's environments. */
@Entity
class CustomEnvironment {
    @Id
    private String id;

    private String provider;
    private String environment;
    private String wantedVersion;
    private Instant createdAt;
    private Instant updatedAt;

    /** When its organization lost it; written by statements of their own, so that nobody who has read it before brings it back. */
    @Column(insertable = false, updatable = false)
    private Instant removedAt;

    protected CustomEnvironment() {}

    CustomEnvironment(String id, String provider, String environment, Instant now) {
        this.id = id;
        this.provider = provider;
        this.environment = environment;
        this.createdAt = now;
        this.updatedAt = now;
    }

    void wants(String version, Instant now) {
        wantedVersion = version;
        updatedAt = now;
    }

    /** It did not get there. */
    void gaveUp(String version, Instant now) {
        if (version.equals(wantedVersion)) {
            wants(null, now);
        }
    }

    String id() {
        return id;
    }

    String name() {
        return environment;
    }

    boolean wants(String version) {
        return version.equals(wantedVersion);
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    /**
     * What runs there.
     *
     * @param installation null when there is none
     * @param serving {@code prv_…}; null when nothing serves
     */
    record Running(String environment, String installation, String serving) {}
}
