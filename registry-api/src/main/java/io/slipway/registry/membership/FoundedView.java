package io.slipway.registry.membership;

/**
 * A new organization and its owner.
 *
 * @param token the owner's, with all scopes: shown this once
 */
public record FoundedView(OrganizationView organization, MemberView owner, String token) {}
