package io.slipway.registry.oidc;

import java.time.Instant;

/**
 * What a verified OIDC token says of the workflow that shows it.
 *
 * @param repositoryId immutable, unlike the repository's name
 * @param environment null outside of one
 * @param jti the token's id
 */
record WorkflowIdentity(
        String issuer, String repositoryId, String workflow, String environment, String jti, Instant expiresAt) {}
