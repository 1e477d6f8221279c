package io.slipway.registry.organization;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
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
    private String name;
    private String scopes;
    private String provider;
    private String account;
    private String publisher;
    private Instant createdAt;
    private Instant expiresAt;
    private Instant revokedAt;
    private Instant lastUsedAt;

    protected Token() {}

    /** @param token the secret, of which the fingerprint is kept */
    public Token(String id, String token, TokenGrant grant, Instant now) {
        this.id = id;
        this.organization = grant.organization();
        this.sha256 = TokenFormat.fingerprint(token);
        this.name = grant.name();
        this.scopes = grant.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(" "));
        this.provider = grant.provider();
        this.account = grant.user();
        this.publisher = grant.publisher();
        this.createdAt = now;
        this.expiresAt = grant.expiresAt();
    }

    public String id() {
        return id;
    }

    public TokenGrant grant() {
        return new TokenGrant(organization, name, scopes(), provider, account, publisher, expiresAt);
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Null as long as nobody did. */
    public Instant revokedAt() {
        return revokedAt;
    }

    /** Up to an hour old; null when it was never used. */
    public Instant lastUsedAt() {
        return lastUsedAt;
    }

    public void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }

    /** Whether it is good, and nobody has ever shown it: its secret may never have arrived. */
    public boolean isUnused(Instant now) {
        return lastUsedAt == null && isValid(now);
    }

    /** The old secret opens nothing from now on. */
    public void replaceSecret(String token) {
        this.sha256 = TokenFormat.fingerprint(token);
    }

    boolean isValid(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
    }

    boolean useIsNews(Instant now) {
        return lastUsedAt == null || lastUsedAt.plus(USE_GRAIN).isBefore(now);
    }

    /** @param role of the token's user; null when it has none */
    Caller caller(Role role) {
        return new Caller(id, organization, AccessRules.rights(scopes(), role), actor(), account, role, provider);
    }

    private String actor() {
        if (publisher != null) {
            return "workflow:" + publisher;
        }
        return account != null ? "user:" + account : "token:" + id;
    }

    private Set<Scope> scopes() {
        return Arrays.stream(scopes.split(" "))
                .map(word -> Scope.of(word).orElseThrow())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }
}
