package io.slipway.registry.environment;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Where a tenant installs providers: each of its environments has installations of its own. */
@Entity
public class Environment {
    @Id
    private String id;

    private String organization;
    private String name;
    private String actor;
    private Instant createdAt;

    protected Environment() {}

    /** @param actor who made it, {@code user:usr_…} and the like */
    Environment(String id, String organization, String name, String actor, Instant now) {
        this.id = id;
        this.organization = organization;
        this.name = name;
        this.actor = actor;
        this.createdAt = now;
    }

    /** {@code env_…} */
    public String id() {
        return id;
    }

    public String organization() {
        return organization;
    }

    public String name() {
        return name;
    }

    public String actor() {
        return actor;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
