package io.slipway.deployer.secret;

import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;

/** By which keys secrets are sealed at rest. */
@ConfigMapping(prefix = "slipway.secrets")
public interface SecretsConfig {
    /** 32 random bytes in Base64 each, by their ids, alike in all replicas. All of them open. */
    Map<String, String> keys();

    /** The id of the key that seals. */
    Optional<String> current();
}
