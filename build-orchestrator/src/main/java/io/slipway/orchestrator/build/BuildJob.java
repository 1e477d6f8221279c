package io.slipway.orchestrator.build;

import java.time.Instant;

/**
 * What a worker has to know of the build that it claimed.
 *
 * @param epoch of the claim; a result under an older one is refused
 * @param runtimeImage {@code repository@sha256:…} without a host; null for an image from scratch
 * @param logLine the last line that earlier attempts have logged; 0 when none
 */
public record BuildJob(
        String buildId,
        String versionId,
        String provider,
        String version,
        String sourceHash,
        long sourceSize,
        String runtimeImage,
        int attempt,
        int faults,
        long epoch,
        Instant createdAt,
        Instant startedAt,
        int logLine) {

    static BuildJob of(Build build, int logLine) {
        return new BuildJob(
                build.id,
                build.versionId,
                build.provider,
                build.version,
                build.sourceHash,
                build.sourceSize,
                build.runtimeImage,
                build.attempt,
                build.faults,
                build.epoch,
                build.createdAt,
                build.startedAt,
                logLine);
    }
}
