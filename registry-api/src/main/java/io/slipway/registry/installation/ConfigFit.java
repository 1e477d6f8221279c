package io.slipway.registry.installation;

import org.jspecify.annotations.Nullable;

/**
 * Whether a config fits where its settings lead.
 *
 * @param installed of the version that is there
 * @param ahead of the one that the policy goes to by itself; null when it leads nowhere
 */
record ConfigFit(ConfigVerdict installed, @Nullable ConfigVerdict ahead) {

    /** A config may wait for the version ahead: what serves keeps its own until then. */
    ConfigVerdict accepted() {
        return installed.errors().isEmpty() ? installed : target();
    }

    /** Of the version that the settings come to. */
    ConfigVerdict target() {
        return ahead == null ? installed : ahead;
    }
}
