package io.slipway.registry.environment;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "slipway.environments")
interface EnvironmentsConfig {

    /** How many an organization may have, {@code default} among them. */
    @WithDefault("50")
    int most();
}
