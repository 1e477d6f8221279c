package io.slipway.registry.signing;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** By which keys URLs are signed, and for how long. */
@ConfigMapping(prefix = "slipway.signed-urls")
public interface SigningConfig {
    /**
     * Secrets of 32 characters or more by their ids, alike in all replicas; all of them are good for checking, and so is one
     * by the id internal, which is derived of {@code slipway.internal.token}. To change keys: add the new one everywhere,
     * make it the current one, and take the old one away when its last URL has expired.
     */
    Map<String, String> keys();

    /** The id of the key that signs; left out: the derived one. */
    Optional<String> current();

    /** How long a URL is good for, at most 15 minutes. */
    @WithDefault("15m")
    Duration lifetime();

    /** This registry's address, as its clients know it; without it, the one that the request was sent to. */
    Optional<URI> publicUrl();
}
