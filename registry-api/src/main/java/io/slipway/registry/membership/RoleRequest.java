package io.slipway.registry.membership;

/** @param role owner, publisher, operator or viewer */
record RoleRequest(String role) {}
