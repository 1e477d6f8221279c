package io.slipway.secret.table;

import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** By which keys secrets are sealed at rest. */
@ConfigMapping(prefix = "slipway.secrets")
public interface SecretsConfig {
    /** 32 random bytes in Base64 each, by their ids, alike in all replicas. All of them open. */
    Map<String, String> keys();

    /** The id of the key that seals. */
    Optional<String> current();

    /** How often it is looked whether other keys have sealed something, which the current one then does. */
    @WithDefault("1m")
    String resealEvery();
}
