package io.slipway.registry.membership;

import java.time.Duration;
import java.time.Instant;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A bootstrap secret that has done its work. */
@Entity
class UsedBootstrapSecret {
    private static final Duration GOOD_FOR = Duration.ofHours(24);

    @Id
    private String sha256;

    private String organization;
    private Instant usedAt;
    private String token;

    protected UsedBootstrapSecret() {}

    UsedBootstrapSecret(String sha256, FoundedView made, Instant now) {
        this.sha256 = sha256;
        this.organization = made.organization().name();
        this.token = made.tokenId();
        this.usedAt = now;
    }

    /** As long as an answer to a key would be kept. */
    boolean isFresh(Instant now) {
        return now.isBefore(usedAt.plus(GOOD_FOR));
    }

    String organization() {
        return organization;
    }

    /** The owner's first; null for an organization that was made before this was noted. */
    String token() {
        return token;
    }
}
