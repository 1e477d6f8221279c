package io.slipway.registry.installation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

@ConfigMapping(prefix = "slipway.installations")
interface InstallationsConfig {

    /** Address of the gateway, without a slash at its end; the URL of an installation is this and its path. */
    @WithDefault("http://localhost:8090")
    String baseUrl();
}
