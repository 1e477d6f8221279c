package io.slipway.registry.version;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** {@code slipway_versions_total} by result and {@code slipway_version_build_seconds}. */
@ApplicationScoped
public class PublishMetrics {
    private final MeterRegistry registry;
    private final Timer buildTime;

    PublishMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.buildTime = Timer.builder("slipway.version.build")
                .description("From the publication to the end of the build")
                .publishPercentileHistogram(false)
                .register(registry);
    }

    public void accepted(Published published) {
        count(published.accepted() ? "accepted" : "existing");
    }

    /** @param sincePublication until its build's end was heard */
    public void built(boolean released, Duration sincePublication) {
        count(released ? "published" : "failed");
        buildTime.record(sincePublication);
    }

    private void count(String result) {
        registry.counter("slipway.versions", "result", result).increment();
    }
}
