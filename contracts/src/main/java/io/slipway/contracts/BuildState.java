package io.slipway.contracts;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A build as build-orchestrator owns it: one per {@code buildId}, which registry-api mints for every attempt to publish.
 *
 * @param provider {@code org/name}
 * @param sequence grows with every change of this build
 * @param image {@code repository@sha256:…} without a host; null until succeeded
 * @param errorCode stable, snake_case; null unless failed
 */
public record BuildState(
        String buildId,
        String versionId,
        String provider,
        String version,
        long sequence,
        Status status,
        String sourceHash,
        int attempt,
        String image,
        List<Map<String, Object>> schemas,
        String errorCode,
        String errorMessage,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt) {

    public enum Status {
        queued,
        running,
        succeeded,
        failed
    }
}
