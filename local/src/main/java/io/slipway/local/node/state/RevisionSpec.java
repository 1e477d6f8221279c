package io.slipway.local.node.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.slipway.local.node.image.ImageReference;

/**
 * What a revision runs; immutable once given. Left out values get defaults.
 *
 * @param image {@code repository@sha256:…}
 * @param entrypoint instead of the image's when not empty
 * @param port what the image expects; the node chooses its own and gives it as {@code PORT}
 * @param health path that answers 2xx when the provider is well
 * @param healthSuccesses how many probes in a row make it ready
 * @param graceMs milliseconds between SIGTERM and SIGKILL
 * @param drainMs milliseconds that requests in flight get before SIGTERM
 */
public record RevisionSpec(
        String image,
        List<String> entrypoint,
        Map<String, String> env,
        Integer port,
        String health,
        Integer healthSuccesses,
        Integer healthIntervalMs,
        Integer graceMs,
        Integer drainMs) {

    public RevisionSpec {
        ImageReference.parse(image);
        entrypoint = entrypoint == null ? List.of() : List.copyOf(entrypoint);
        env = env == null ? Map.of() : Map.copyOf(env);
        port = Objects.requireNonNullElse(port, 8080);
        health = Objects.requireNonNullElse(health, "/healthz");
        healthSuccesses = bounded("health_successes", healthSuccesses, 2, 1, 100);
        healthIntervalMs = bounded("health_interval_ms", healthIntervalMs, 200, 20, 60_000);
        graceMs = bounded("grace_ms", graceMs, 5_000, 0, 300_000);
        drainMs = bounded("drain_ms", drainMs, 10_000, 0, 600_000);
        if (!health.startsWith("/")) {
            throw new IllegalArgumentException("health must be a path that starts with /: " + health);
        }
        env.keySet().forEach(RevisionSpec::requireName);
    }

    /** What runs is the same; how patiently it is watched and ended may differ. */
    public boolean runsTheSameAs(RevisionSpec other) {
        return image.equals(other.image)
                && entrypoint.equals(other.entrypoint)
                && env.equals(other.env)
                && health.equals(other.health);
    }

    @JsonIgnore
    public Duration healthInterval() {
        return Duration.ofMillis(healthIntervalMs);
    }

    @JsonIgnore
    public Duration grace() {
        return Duration.ofMillis(graceMs);
    }

    @JsonIgnore
    public Duration drain() {
        return Duration.ofMillis(drainMs);
    }

    private static void requireName(String name) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a name of an environment variable: " + name);
        }
    }

    private static Integer bounded(String name, Integer value, int otherwise, int least, int most) {
        int chosen = Objects.requireNonNullElse(value, otherwise);
        if (chosen < least || chosen > most) {
            throw new IllegalArgumentException(name + " must be from " + least + " to " + most + ": " + chosen);
        }
        return chosen;
    }
}
