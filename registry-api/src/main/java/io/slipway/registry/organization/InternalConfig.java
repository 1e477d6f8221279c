package io.slipway.registry.organization;

import io.smallrye.config.ConfigMapping;

/** What the services of one installation of Slipway share. */
@ConfigMapping(prefix = "slipway.internal")
public interface InternalConfig {
    /** Secret that a service shows to another one's {@code /internal} routes; no default, on purpose. */
    String token();
}
