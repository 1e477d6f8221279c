package io.slipway.registry.membership;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A bootstrap secret that has done its work. */
@Entity
class UsedBootstrapSecret {
    @Id
    private String sha256;

    private String organization;
    private Instant usedAt;

    protected UsedBootstrapSecret() {}

    UsedBootstrapSecret(String sha256, String organization, Instant now) {
        this.sha256 = sha256;
        this.organization = organization;
        this.usedAt = now;
    }
}
