package io.slipway.registry.membership;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who becomes a member: a user that exists, or a new one with a name.
 *
 * @param role owner, publisher, operator or viewer
 */
record MemberRequest(
        @Nullable String userId,
        @Nullable String name,

        @Schema(enumeration = {"owner", "publisher", "operator", "viewer"})
        String role) {}
