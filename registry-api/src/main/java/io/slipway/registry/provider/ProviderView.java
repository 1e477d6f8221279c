package io.slipway.registry.provider;

import java.time.Instant;
import java.util.List;

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
        String displayName,
        String description,
        List<String> tags,
        String iconUrl,
        String visibility,
        String versionScheme,
        String latestVersion,
        Instant createdAt,
        Instant updatedAt) {}
