package io.slipway.registry.organization;

import java.time.Instant;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;

/** What a person is in an organization. */
@Entity
public class Member {
    @EmbeddedId
    private Key key;

    private String role;
    private Instant createdAt;

    protected Member() {}

    public Member(Key key, Role role, Instant now) {
        this.key = key;
        this.role = role.word();
        this.createdAt = now;
    }

    /** @param account {@code usr_…} */
    @Embeddable
    public record Key(String organization, String account) {}

    public String organization() {
        return key.organization();
    }

    public String account() {
        return key.account();
    }

    public Role role() {
        return Role.of(role).orElseThrow();
    }

    public Instant createdAt() {
        return createdAt;
    }

    public void become(Role other) {
        role = other.word();
    }
}
