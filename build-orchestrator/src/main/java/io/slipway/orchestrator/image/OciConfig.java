package io.slipway.orchestrator.image;

import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The OCI registry that holds base images and takes what is built. */
@ConfigMapping(prefix = "slipway.oci")
public interface OciConfig {

    /** {@code host:port} */
    String registry();

    Optional<String> username();

    Optional<String> password();

    /** Plain http, credentials included: for loopback and tests. */
    @WithDefault("false")
    boolean insecure();

    /** OCI name of the architecture of images without a base; that of this machine when absent. */
    Optional<String> architecture();
}
