package io.slipway.registry.organization;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What is known of a bearer token, which itself is not kept. */
@Entity
public class Token {
    /** Last use is noted this coarsely, so that reads seldom write. */
    static final Duration USE_GRAIN = Duration.ofHours(1);

    @Id
    private String id;

    private String organization;
    private String sha256;
    private String scopes;
    private Instant createdAt;
    private Instant expiresAt;
    private Instant revokedAt;
    private Instant lastUsedAt;

    protected Token() {}

    /** @param expiresAt null for a token that does not expire */
    Token(String id, String organization, String token, Set<Scope> scopes, Instant now, Instant expiresAt) {
        this.id = id;
        this.organization = organization;
        this.sha256 = TokenFormat.fingerprint(token);
        this.scopes = scopes.stream().map(Scope::word).collect(Collectors.joining(" "));
        this.createdAt = now;
        this.expiresAt = expiresAt;
    }

    boolean isValid(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    void used(Instant now) {
        if (lastUsedAt == null || lastUsedAt.plus(USE_GRAIN).isBefore(now)) {
            lastUsedAt = now;
        }
    }

    Caller caller() {
        Set<Scope> granted = EnumSet.noneOf(Scope.class);
        Arrays.stream(scopes.split(" "))
                .map(s -> Scope.valueOf(s.toUpperCase(Locale.ROOT)))
                .forEach(granted::add);
        return new Caller(organization, granted, "token:" + id);
    }
}
