package io.slipway.registry.installation;

import java.time.Instant;
import java.util.Map;

import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;

/** A config that an installation once had: never changed, so that a rollback finds it again. */
@Entity
class ConfigRevision {
    @EmbeddedId
    private Key key;

    @Convert(converter = InstallationColumns.Config.class)
    private Map<String, Object> config;

    private Instant createdAt;

    protected ConfigRevision() {}

    ConfigRevision(Key key, Map<String, Object> config, Instant createdAt) {
        this.key = key;
        this.config = config;
        this.createdAt = createdAt;
    }

    Map<String, Object> config() {
        return config;
    }

    @Embeddable
    record Key(String installationId, int revision) {}
}
