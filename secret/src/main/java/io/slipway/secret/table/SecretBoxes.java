package io.slipway.secret.table;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.runtime.Startup;
import io.slipway.secret.SecretBox;
import io.slipway.secret.SecretKeys;

/** Makes the box of the configured keys, at the start: a service without a key does not come up. */
@Singleton
class SecretBoxes {
    @Startup
    @Produces
    @Singleton
    SecretBox box(SecretsConfig config) {
        return new SecretBox(SecretKeys.of("slipway.secrets", config.current(), config.keys()));
    }
}
