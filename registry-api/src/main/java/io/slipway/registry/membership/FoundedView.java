package io.slipway.registry.membership;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.slipway.registry.idempotency.ShownOnce;

/**
 * A new organization and its owner.
 *
 * @param token the owner's, with all scopes: shown this once
 */
public record FoundedView(
        OrganizationView organization,
        MemberView owner,
        String token,
        @JsonIgnore String tokenId) implements ShownOnce {}
