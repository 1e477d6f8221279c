package io.slipway.registry.oidc;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A CI workflow that may publish a provider without a token that lasts. */
@Entity
class Publisher {
    @Id
    private String id;

    private String organization;
    private String provider;
    private String issuer;
    private String repositoryId;
    private String workflow;
    private String environment;
    private Instant createdAt;

    protected Publisher() {}

    Publisher(String id, String organization, String provider, Binding binding, Instant now) {
        this.id = id;
        this.organization = organization;
        this.provider = provider;
        this.issuer = binding.issuer();
        this.repositoryId = binding.repositoryId();
        this.workflow = binding.workflow();
        this.environment = binding.environment();
        this.createdAt = now;
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

    Binding binding() {
        return new Binding(issuer, repositoryId, workflow, environment);
    }

    PublisherView view() {
        return new PublisherView(id, provider, issuer, repositoryId, workflow, environment, createdAt);
    }
}
