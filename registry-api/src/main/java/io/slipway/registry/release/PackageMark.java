package io.slipway.registry.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.registry.release.ReleaseDocument.ReleaseArtifactDocument;

/** What export says of an artifact in its metadata, below {@code slipway}, so that import makes the same version of it. */
final class PackageMark {
    static final String KEY = "slipway";
    static final String ROLE = "role";
    static final String PACKAGE = "package";
    static final String CONFIG = "config";
    static final String SCHEMA = "schema";
    static final String TRANSFORMER = "transformer";
    static final String LOCKFILE = "lockfile";

    private PackageMark() {}

    static Map<String, Object> of(String role, Map<String, Object> more) {
        Map<String, Object> mark = new LinkedHashMap<>();
        mark.put(ROLE, role);
        mark.putAll(more);
        return Map.of(KEY, mark);
    }

    /** Empty for an artifact without a mark. */
    static Map<?, ?> on(ReleaseArtifactDocument artifact) {
        return artifact.metadata() != null && artifact.metadata().get(KEY) instanceof Map<?, ?> mark ? mark : Map.of();
    }

    static boolean has(ReleaseArtifactDocument artifact, String role) {
        return role.equals(on(artifact).get(ROLE));
    }

    static String text(Map<?, ?> mark, String key) {
        return mark.get(key) instanceof String text ? text : null;
    }

    static List<String> texts(Map<?, ?> mark, String key) {
        return mark.get(key) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked") // a JSON object's keys are text
    static Map<String, Object> object(Map<?, ?> mark, String key) {
        return mark.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }
}
