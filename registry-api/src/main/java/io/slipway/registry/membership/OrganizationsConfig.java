package io.slipway.registry.membership;

import java.util.Map;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** Organizations that are there from the start, {@code slipway.organizations.<name>=<owner's token>}. */
@ConfigMapping(prefix = "slipway.organizations")
public interface OrganizationsConfig {
    @WithParentName
    Map<String, String> tokens();
}
