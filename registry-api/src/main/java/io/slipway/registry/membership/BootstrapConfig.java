package io.slipway.registry.membership;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** How an operator makes the first organization of a registry that has none. */
@ConfigMapping(prefix = "slipway.bootstrap")
public interface BootstrapConfig {
    /** At least 32 characters; whoever shows it makes one organization, once. None: nobody can. */
    Optional<String> secret();
}
