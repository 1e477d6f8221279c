package io.slipway.registry.provider;

import java.time.Instant;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** That a user, or an organization, reads a provider whatever its visibility. */
@Entity
class Share {
    @Id
    private String id;

    private String providerId;
    private String organization;
    private String account;

    @Column(insertable = false, updatable = false)
    private String grantee;

    private Instant createdAt;

    protected Share() {}

    Share(String id, String providerId, Grantee with, Instant now) {
        this.id = id;
        this.providerId = providerId;
        this.organization = with.organization();
        this.account = with.user();
        this.createdAt = now;
    }

    String id() {
        return id;
    }

    ShareView view(String provider) {
        return new ShareView(id, provider, account, organization, createdAt);
    }
}
