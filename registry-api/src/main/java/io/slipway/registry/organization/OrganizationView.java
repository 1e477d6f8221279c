package io.slipway.registry.organization;

import java.time.Instant;
import java.util.List;

/**
 * The caller's organization.
 *
 * @param scopes what the token at hand may be used for
 */
record OrganizationView(String id, String name, Instant createdAt, List<String> scopes) {}
