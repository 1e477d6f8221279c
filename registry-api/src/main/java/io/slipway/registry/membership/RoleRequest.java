package io.slipway.registry.membership;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** @param role owner, publisher, operator or viewer */
record RoleRequest(
        @Schema(enumeration = {"owner", "publisher", "operator", "viewer"})
        String role) {}
