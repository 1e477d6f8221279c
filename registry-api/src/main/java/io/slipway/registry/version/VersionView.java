package io.slipway.registry.version;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState;

/**
 * A version as the API shows it.
 *
 * @param providerName {@code org/name}
 * @param imageUrl with the registry's host, by digest; null until built
 * @param sourceHash SHA-256 of the package in lowercase hex
 * @param schemas of the resource types; null until built
 * @param yank how it was withdrawn, null when it was not
 * @param deprecation the advice to leave it, null when there is none
 */
public record VersionView(
        String id,
        String providerName,
        String version,
        String runtimeVersion,
        Instant createdAt,
        Instant updatedAt,
        String imageUrl,
        String sourceHash,
        String buildId,
        List<Map<String, Object>> schemas,
        String changelog,
        VersionState.Status status,
        Instant publishedAt,
        String errorMessage,
        VersionState.Yank yank,
        VersionState.Deprecation deprecation) {}
