package io.slipway.contracts;

import java.util.List;

/** The lifecycle topics. The key of the first two is the provider's name, of the other two the installation's id. */
public final class Topics {
    public static final String VERSIONS = "slipway.versions";
    public static final String BUILDS = "slipway.builds";
    public static final String INSTALLATIONS = "slipway.installations";
    public static final String ROLLOUTS = "slipway.rollouts";

    public static final List<String> ALL = List.of(VERSIONS, BUILDS, INSTALLATIONS, ROLLOUTS);

    private Topics() {}
}
