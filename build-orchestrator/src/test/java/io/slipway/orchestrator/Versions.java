package io.slipway.orchestrator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState;
import io.slipway.contracts.VersionState.Status;

/** Versions as registry-api would tell them. */
public final class Versions {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    private Versions() {}

    public static VersionState of(String provider, String version, Status status, String buildId) {
        return of(provider, version, status, buildId, 1, "0".repeat(64), 1, null);
    }

    /** Of a package that names an image. */
    public static VersionState copied(String provider, String buildId, Packages source, String digest) {
        return of(
                provider,
                "1.0.0",
                Status.building,
                buildId,
                1,
                source.sha256(),
                source.bytes().length,
                "container",
                digest,
                null);
    }

    public static VersionState of(
            String provider,
            String version,
            Status status,
            String buildId,
            long sequence,
            String sourceHash,
            long size,
            String base) {
        return of(provider, version, status, buildId, sequence, sourceHash, size, "java25", "25.0.1", base);
    }

    private static VersionState of(
            String provider,
            String version,
            Status status,
            String buildId,
            long sequence,
            String sourceHash,
            long size,
            String runtime,
            String runtimeVersion,
            String base) {
        return new VersionState(
                "prv_" + provider.replace('/', '_') + "_" + version,
                provider,
                version,
                sequence,
                status,
                buildId,
                sourceHash,
                size,
                runtime,
                runtimeVersion,
                base,
                new VersionState.Manifest(
                        List.of("./hello"),
                        8080,
                        "/healthz",
                        VersionState.Strategy.switch_,
                        Map.of("type", "object"),
                        null,
                        null),
                null,
                null,
                false,
                null,
                null,
                null,
                CREATED,
                null,
                null);
    }
}
