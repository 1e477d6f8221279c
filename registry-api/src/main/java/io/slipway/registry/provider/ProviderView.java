package io.slipway.registry.provider;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A provider as the API shows it.
 *
 * @param name {@code org/name}
 * @param visibility {@code public}: readable and installable by every authenticated organization once published
 * @param versionScheme semver or calendar
 * @param latestVersion null until something that is no pre-release was published
 */
public record ProviderView(
        String id,
        String name,
        String organization,
        @Nullable String displayName,
        @Nullable String description,
        List<String> tags,
        @Nullable String iconUrl,

        @Schema(enumeration = {"private", "organization", "public"})
        String visibility,

        @Schema(enumeration = {"semver", "calendar"}) String versionScheme,
        @Nullable String latestVersion,
        Instant createdAt,
        Instant updatedAt) {}
