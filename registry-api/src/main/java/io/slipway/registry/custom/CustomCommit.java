package io.slipway.registry.custom;

import java.time.Instant;
import java.util.List;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;

/** What somebody wanted to serve, and why. Never altered. */
@Entity
class CustomCommit {
    enum Type {
        create,
        merge,
        rollback
    }

    @Id
    private String id;

    private String provider;

    @Enumerated(EnumType.STRING)
    private Type type;

    private String message;
    private String actor;
    private String fromVersion;
    private String toVersion;
    private String environment;
    private String fromEnvironment;
    private Instant createdAt;

    protected CustomCommit() {}

    /**
     * What is wanted.
     *
     * @param message null for none
     * @param toVersion {@code prv_…}
     * @param environment the only one that it is for, {@code cpenv_…}; null for none or several
     * @param fromEnvironment where a promoted version came from, {@code cpenv_…}; null when from none
     */
    record Wish(
            Type type,
            String message,
            String fromVersion,
            String toVersion,
            String environment,
            String fromEnvironment) {}

    CustomCommit(String id, String provider, Wish wish, String actor, Instant now) {
        this.id = id;
        this.provider = provider;
        this.type = wish.type();
        this.message = wish.message();
        this.fromVersion = wish.fromVersion();
        this.toVersion = wish.toVersion();
        this.environment = wish.environment();
        this.fromEnvironment = wish.fromEnvironment();
        this.actor = actor;
        this.createdAt = now;
    }

    String id() {
        return id;
    }

    String provider() {
        return provider;
    }

    Type type() {
        return type;
    }

    String actor() {
        return actor;
    }

    String environment() {
        return environment;
    }

    String fromEnvironment() {
        return fromEnvironment;
    }

    String fromVersion() {
        return fromVersion;
    }

    CustomDeploymentView.Commit brief() {
        return new CustomDeploymentView.Commit(id, type.name(), message, createdAt);
    }

    /** @param environment name; null for none or several. @param fromEnvironment name; null when it came from none */
    CustomCommitView view(
            String providerId,
            String environment,
            String fromEnvironment,
            CustomActor actor,
            List<String> deployments) {
        return new CustomCommitView(
                CustomCommitView.OBJECT,
                id,
                type.name(),
                message,
                CustomIds.ofProvider(providerId),
                CustomIds.ofVersion(fromVersion),
                CustomIds.ofVersion(toVersion),
                environment,
                fromEnvironment,
                actor,
                createdAt,
                deployments);
    }
}
