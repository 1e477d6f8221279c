package io.slipway.registry.version;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.providerpackage.ProviderName;

/**
 * All that a publisher gave for a version: what another registry needs to make the same of it.
 *
 * @param described display_name, description, icon_url and tags, those that were given
 * @param lockSha256 null without a lockfile
 * @param config what it is configured by, which need not be what its package says
 */
public record VersionContent(
        String id,
        ProviderName provider,
        String number,
        String sourceSha256,
        long sourceBytes,
        String lockSha256,
        String changelog,
        Map<String, Object> described,
        Map<String, Object> packageJson,
        List<String> serviceDependencies,
        ConfigOverride config,
        boolean released,
        Instant createdAt) {

    static VersionContent of(Version version, VersionView view) {
        VersionOrigin origin = version.origin();
        return new VersionContent(
                version.id(),
                version.providerName(),
                version.number(),
                version.sourceHash(),
                version.state().sourceSizeBytes(),
                origin.lockHash(),
                view.changelog(),
                version.metadata() == null
                        ? Map.of()
                        : new LinkedHashMap<>(version.metadata().changes()),
                origin.packageJson(),
                origin.serviceDependencies(),
                ConfigOverride.of(version.manifest()),
                view.publishedAt() != null,
                view.createdAt());
    }
}
