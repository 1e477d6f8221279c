package io.slipway.registry.organization;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A tenant and a publisher at once. */
@Entity
public class Organization {
    @Id
    private String id;

    private String name;
    private String likeness;
    private Instant createdAt;

    protected Organization() {}

    public Organization(String id, String name, Instant now) {
        this.id = id;
        this.name = name;
        this.likeness = likenessOf(name);
        this.createdAt = now;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Equal for names that people confuse: hyphens do not count, o is 0 and l is 1. */
    static String likenessOf(String name) {
        return name.replace("-", "").replace('o', '0').replace('l', '1');
    }
}
