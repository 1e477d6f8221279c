package io.slipway.registry.organization;

import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A person. The organization that made it, its home, vouches for it: that one issues its tokens. */
@Entity
public class Account {
    @Id
    private String id;

    private String name;
    private String home;
    private Instant createdAt;

    protected Account() {}

    /** @param id {@code usr_…} */
    public Account(String id, String name, String home, Instant now) {
        this.id = id;
        this.name = name;
        this.home = home;
        this.createdAt = now;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String home() {
        return home;
    }
}
