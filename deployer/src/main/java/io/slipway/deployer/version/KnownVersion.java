package io.slipway.deployer.version;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import io.slipway.contracts.VersionState;

/** The deployer's copy of a version that registry-api owns, without its schemas. Written by {@link VersionStore}. */
@Entity
@Table(name = "known_version")
class KnownVersion {
    @Id
    private String id;

    private String provider;

    @Column(insertable = false, updatable = false)
    private boolean active;

    @Convert(converter = VersionColumn.class)
    @Column(updatable = false)
    private VersionState state;

    protected KnownVersion() {}

    VersionState state() {
        return state;
    }
}
