package io.slipway.registry.organization;

import java.time.Instant;
import java.util.Set;

/**
 * What a token is good for.
 *
 * @param name for people
 * @param provider the only one that it may touch, {@code org/name}; null for all
 * @param user whose it is, {@code usr_…}; null for nobody's in particular
 * @param publisher the trusted publisher, {@code pub_…}, that got it in exchange; null for all others
 * @param expiresAt null for one that does not expire
 */
public record TokenGrant(
        String organization,
        String name,
        Set<Scope> scopes,
        String provider,
        String user,
        String publisher,
        Instant expiresAt) {

    /** All that an owner may do, for as long as it is not revoked. @param user null for nobody in particular */
    public static TokenGrant ofOwner(String organization, String name, String user) {
        return new TokenGrant(organization, name, Role.OWNER.scopes(), null, user, null, null);
    }
}
