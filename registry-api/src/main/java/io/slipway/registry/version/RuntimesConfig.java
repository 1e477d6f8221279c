package io.slipway.registry.version;

import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;

/** The runtimes that providers may name, {@code slipway.runtimes.<name>.…}. */
@ConfigMapping(prefix = "slipway.runtimes")
public interface RuntimesConfig {
    @WithParentName
    Map<String, KnownRuntime> runtimes();

    /** One of them. */
    interface KnownRuntime {
        /** What publishing pins, {@code 25.0.1} for instance. */
        String version();

        /** Base image, {@code repository@sha256:…} without a host; left out for a runtime without one. */
        Optional<String> image();
    }
}
