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

    /** How long a search may take; one that finds too much for that is refused. */
    @WithDefault("2s")
    Duration searchTimeout();

    /** How many searches a replica has the database rank at once; fewer than it has connections (8). */
    @WithDefault("4")
    int searchesAtOnce();

    enum Visibility {
        PRIVATE,
        ORGANIZATION,
        PUBLIC;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
