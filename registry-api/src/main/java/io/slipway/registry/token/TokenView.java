package io.slipway.registry.token;

import java.time.Instant;
import java.util.List;

import io.slipway.registry.idempotency.ShownOnce;
import io.slipway.registry.organization.Scope;
import io.slipway.registry.organization.Token;
import io.slipway.registry.organization.TokenGrant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a token.
 *
 * @param token the secret: shown once, in the answer that makes it; null ever after
 * @param provider the only one that it may touch; null for all
 * @param userId whose it is; null for nobody's in particular
 * @param publisherId the trusted publisher whose workflow got it in exchange; null for all others
 * @param lastUsedAt up to an hour old; null when it was never used
 */
public record TokenView(
        String id,
        @Nullable String token,
        String name,
        String organization,
        List<String> scopes,
        @Nullable String provider,
        @Nullable String userId,
        @Nullable String publisherId,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable Instant lastUsedAt)
        implements ShownOnce {

    static TokenView of(Token token) {
        return shownOnce(token, null);
    }

    @Override
    public String tokenId() {
        return id;
    }

    public static TokenView shownOnce(Token token, String secret) {
        TokenGrant grant = token.grant();
        return new TokenView(
                token.id(),
                secret,
                grant.name(),
                grant.organization(),
                grant.scopes().stream().sorted().map(Scope::word).toList(),
                grant.provider(),
                grant.user(),
                grant.publisher(),
                token.createdAt(),
                grant.expiresAt(),
                token.revokedAt(),
                token.lastUsedAt());
    }
}
