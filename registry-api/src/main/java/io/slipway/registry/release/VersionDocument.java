package io.slipway.registry.release;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.registry.release.ReleaseDocument.ReleaseArtifactDocument;
import io.slipway.registry.version.ConfigOverride;
import io.slipway.registry.version.VersionContent;

/** A version that was never imported, as the release that it would be. */
final class VersionDocument {
    private VersionDocument() {}

    /** @param lockBytes null without a lockfile. Its URLs are empty: they are signed for whoever asks. */
    static ReleaseDocument of(VersionContent version, Long lockBytes) {
        String base = version.provider().name() + "-" + version.number();
        List<ReleaseArtifactDocument> files = new ArrayList<>();
        files.add(file(base + ".tar.gz", version.sourceSha256(), version.sourceBytes(), packageMark(version)));
        if (version.lockSha256() != null && lockBytes != null) {
            files.add(file(
                    base + ".lock", version.lockSha256(), lockBytes, PackageMark.of(PackageMark.LOCKFILE, Map.of())));
        }
        return new ReleaseDocument(
                version.provider().name(),
                version.number(),
                null,
                version.createdAt().toString(),
                version.provider().toString(),
                null,
                Release.Status.released.name(),
                version.changelog(),
                version.provider().org(),
                null,
                files,
                List.of(),
                List.of());
    }

    private static Map<String, Object> packageMark(VersionContent version) {
        Map<String, Object> more = new LinkedHashMap<>(version.described());
        if (version.packageJson() != null) {
            more.put(PackageMark.PACKAGE_JSON, version.packageJson());
        }
        more.put(PackageMark.CONFIG, config(version.config()));
        if (!version.serviceDependencies().isEmpty()) {
            more.put(PackageMark.DEPENDENCIES, version.serviceDependencies());
        }
        return PackageMark.of(PackageMark.PACKAGE, more);
    }

    private static Map<String, Object> config(ConfigOverride config) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put(PackageMark.SCHEMA, config.schema() == null ? Map.of() : config.schema());
        if (config.transformer() != null) {
            said.put(PackageMark.TRANSFORMER, config.transformer());
        }
        said.put(PackageMark.PORT, config.port());
        said.put(PackageMark.HEALTH, config.health());
        return said;
    }

    private static ReleaseArtifactDocument file(String name, String sha256, long bytes, Map<String, Object> mark) {
        return new ReleaseArtifactDocument(name, null, bytes, sha256, "", false, null, mark);
    }
}
