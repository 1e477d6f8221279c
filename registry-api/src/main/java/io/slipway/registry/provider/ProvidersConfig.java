package io.slipway.registry.provider;

import java.time.Duration;
import java.util.Locale;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What holds for providers until their publishers say otherwise. */
@ConfigMapping(prefix = "slipway.providers")
interface ProvidersConfig {

    /** Of a new provider, so that nothing is public by its first publish where that must not be. */
    @WithDefault("public")
    Visibility visibility();

    /** How long a search may take; one that finds too much for that is refused, so that it holds up nobody else. */
    @WithDefault("2s")
    Duration searchTimeout();

    enum Visibility {
        PRIVATE,
        ORGANIZATION,
        PUBLIC;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
