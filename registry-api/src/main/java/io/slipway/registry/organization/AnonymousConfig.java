package io.slipway.registry.organization;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What is done for requests without a token. */
@ConfigMapping(prefix = "slipway.anonymous")
interface AnonymousConfig {

    /** Whether they read public providers and their published versions. Packages always need a token. */
    @WithDefault("false")
    boolean reads();
}
