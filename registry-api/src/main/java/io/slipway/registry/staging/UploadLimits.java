package io.slipway.registry.staging;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.slipway.providerpackage.PackageLimits;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import io.slipway.registry.version.DependencyNames;
import io.slipway.registry.version.PackageJson;

/** How much an upload may be and say: 422 on the field that is beyond it. */
final class UploadLimits {
    static final long PACKAGE_BYTES = PackageLimits.DEFAULT.archiveBytes();
    static final long LOCKFILE_BYTES = 16L * 1024 * 1024;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private UploadLimits() {}

    static String required(String field, String text) {
        if (text == null || text.isEmpty()) {
            throw invalid(field, "is missing");
        }
        return text;
    }

    static void mustBeDigest(String field, String text) {
        if (!SHA256.matcher(required(field, text)).matches()) {
            throw invalid(field, "must be a SHA-256 of 64 lowercase hex digits");
        }
    }

    static void mustBeSize(String field, long bytes, long max) {
        if (bytes < 1 || bytes > max) {
            throw invalid(field, "must be from 1 to " + max);
        }
    }

    static List<String> dependencies(List<String> names) {
        return DependencyNames.checked(names, "/service_dependencies");
    }

    static Map<String, Object> packageJson(Map<String, Object> json) {
        return PackageJson.checked(json, "/package_json");
    }

    static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, "/" + field, message);
    }
}
