package io.slipway.registry.release;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.release.ReleaseDocument.ReleaseArtifactDocument;
import io.slipway.registry.version.DependencyNames;
import io.slipway.registry.version.PackageJson;

/** What export says of an artifact in its metadata, below {@code slipway}, so that import makes the same version of it. */
final class PackageMark {
    static final String KEY = "slipway";
    static final String ROLE = "role";
    static final String PACKAGE = "package";
    static final String CONFIG = "config";
    static final String SCHEMA = "schema";
    static final String TRANSFORMER = "transformer";
    static final String PORT = "port";
    static final String HEALTH = "health";
    static final String LOCKFILE = "lockfile";
    static final String DEPENDENCIES = "service_dependencies";
    static final String PACKAGE_JSON = "package_json";

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

    /** Under the same rules as when an upload is confirmed. @param field the artifact's metadata. @throws ProblemException 422 */
    static void check(ReleaseArtifactDocument artifact, String field) {
        Map<?, ?> mark = on(artifact);
        String names = field + "/" + KEY + "/" + DEPENDENCIES;
        if (mark.containsKey(DEPENDENCIES) && texts(mark, DEPENDENCIES) == null) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, names, "must be a list of names");
        }
        DependencyNames.checked(texts(mark, DEPENDENCIES), names);
        PackageJson.checked(object(mark, PACKAGE_JSON), field + "/" + KEY + "/" + PACKAGE_JSON);
        Map<?, ?> config = mark.get(CONFIG) instanceof Map<?, ?> map ? map : Map.of();
        mustBe(config.get(SCHEMA), Map.class, field + "/" + KEY + "/" + CONFIG + "/" + SCHEMA);
        mustBe(config.get(TRANSFORMER), String.class, field + "/" + KEY + "/" + CONFIG + "/" + TRANSFORMER);
        mustBe(config.get(PORT), Integer.class, field + "/" + KEY + "/" + CONFIG + "/" + PORT);
        mustBe(config.get(HEALTH), String.class, field + "/" + KEY + "/" + CONFIG + "/" + HEALTH);
    }

    private static void mustBe(Object given, Class<?> type, String field) {
        if (given != null && !type.isInstance(given)) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, field, "is of another type than export gives it");
        }
    }

    static boolean has(ReleaseArtifactDocument artifact, String role) {
        return role.equals(on(artifact).get(ROLE));
    }

    static String text(Map<?, ?> mark, String key) {
        return mark.get(key) instanceof String text ? text : null;
    }

    /** Null for something else. */
    static Integer number(Map<?, ?> mark, String key) {
        return mark.get(key) instanceof Integer number ? number : null;
    }

    /** Null for something else. */
    static List<String> texts(Map<?, ?> mark, String key) {
        return mark.get(key) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
                ? list.stream().map(String.class::cast).toList()
                : null;
    }

    @SuppressWarnings("unchecked") // a JSON object's keys are text
    static Map<String, Object> object(Map<?, ?> mark, String key) {
        return mark.get(key) instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
    }
}
