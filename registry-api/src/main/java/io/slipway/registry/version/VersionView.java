package io.slipway.registry.version;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.slipway.contracts.VersionState;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A version as the API shows it.
 *
 * @param providerName {@code org/name}
 * @param imageUrl with the registry's host, by digest; null until built
 * @param sourceHash SHA-256 of the package in lowercase hex
 * @param schemas of the resource types; null until built
 * @param yank how it was withdrawn, null when it was not
 * @param deprecation the advice to leave it, null when there is none
 * @param baseVersionId of the version that it was made from, null when nobody said
 * @param serviceDependencies providers that must be installed beside it: as its publisher says, and as its package requires
 */
public record VersionView(
        String id,
        String providerName,
        String version,
        String runtimeVersion,
        Instant createdAt,
        Instant updatedAt,
        @Nullable String imageUrl,
        String sourceHash,
        String buildId,
        @Nullable List<Map<String, Object>> schemas,
        @Nullable String changelog,
        @Schema(defaultValue = "building") VersionState.Status status,
        @Nullable Instant publishedAt,
        @Nullable String errorMessage,
        VersionState.@Nullable Yank yank,
        VersionState.@Nullable Deprecation deprecation,
        @Nullable String baseVersionId,
        List<String> serviceDependencies) {}
