package io.slipway.registry.release;

import java.time.Duration;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Of imports, and of the requests by which they fetch artifacts. */
@ConfigMapping(prefix = "slipway.imports")
public interface ImportConfig {
    /** At once in one replica. */
    @WithDefault("4")
    int concurrency();

    /** Artifacts and images of one import at once. */
    @WithDefault("4")
    int partsAtOnce();

    /** At once for one organization, in all replicas. */
    @WithDefault("2")
    int perOrganization();

    /** Not ended for one organization; beyond, imports are refused. */
    @WithDefault("50")
    int open();

    /** How long the route waits for the end of an import before it answers that it goes on. */
    @WithDefault("30s")
    Duration answerWithin();

    /** Of one artifact. */
    @WithDefault("128M")
    MemorySize artifactBytes();

    /** Of all artifacts of a release. */
    @WithDefault("1G")
    MemorySize totalBytes();

    @WithDefault("10s")
    Duration connectTimeout();

    /** Until the next bytes of an artifact come. */
    @WithDefault("30s")
    Duration readTimeout();

    /** For one artifact. */
    @WithDefault("10m")
    Duration fetchTimeout();

    /** For all artifacts of one import; what is left then counts as not fetched. */
    @WithDefault("1h")
    Duration importTimeout();

    /** When a worker that was not heard of loses its import. */
    @WithDefault("30s")
    Duration lease();

    @WithDefault("5s")
    Duration heartbeat();

    @WithDefault("1s")
    Duration poll();

    /** How long an import that has ended can be read. */
    @WithDefault("7d")
    Duration remember();

    /** How often artifacts without a release, and imports that are forgotten, are looked for. */
    @WithDefault("10m")
    String sweepEvery();
}
