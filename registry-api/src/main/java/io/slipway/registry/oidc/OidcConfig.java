package io.slipway.registry.oidc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whose workflows may exchange their OIDC tokens. Only issuers that stand here are ever asked for their keys. */
@ConfigMapping(prefix = "slipway.oidc")
public interface OidcConfig {
    /** What tokens must be meant for ({@code aud}): this registry's address. Needed once there is an issuer. */
    Optional<String> audience();

    /** By any name, such as {@code github}. */
    Map<String, Issuer> issuers();

    /** Hosts that may be asked by http, too; for tests and closed networks. */
    Optional<Set<String>> plainHttpHosts();

    /** How long the token given in exchange is good for, at most 15 minutes. */
    @WithDefault("15m")
    Duration tokenLifetime();

    /** An issuer whose keys do not have the one that is asked for is asked again, but not more often than this. */
    @WithDefault("5s")
    Duration refreshKeysAfter();

    /** An issuer's address and how it names things; the defaults are those of GitHub Actions. */
    interface Issuer {
        /** Exactly as in the tokens' {@code iss}. */
        String url();

        /** The claim with the repository's immutable id. */
        @WithDefault("repository_id")
        String repositoryIdClaim();

        /** The claim that names the workflow, */
        @WithDefault("workflow_ref")
        String workflowClaim();

        /** and the part of it, the first group of this pattern, that a publisher is bound to. */
        @WithDefault("[^@]*/\\.github/workflows/([^@/]+)@.*")
        String workflowPattern();

        @WithDefault("environment")
        String environmentClaim();
    }
}
