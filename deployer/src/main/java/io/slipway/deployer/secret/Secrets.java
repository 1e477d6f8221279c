package io.slipway.deployer.secret;

import java.util.Map;
import java.util.Optional;

import io.slipway.contracts.SecretReference;

/** Where the values of secrets come from. */
public interface Secrets {

    /**
     * The values by their names; empty when not all of them can be had now. Blocks.
     *
     * @param configRevision one that names all of them
     */
    Optional<Map<String, String>> of(String installation, int configRevision, Map<String, SecretReference> wanted);
}
