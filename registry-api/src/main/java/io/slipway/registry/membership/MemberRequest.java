package io.slipway.registry.membership;

/**
 * Who becomes a member: a user that exists, or a new one with a name.
 *
 * @param role owner, publisher, operator or viewer
 */
record MemberRequest(String userId, String name, String role) {}
