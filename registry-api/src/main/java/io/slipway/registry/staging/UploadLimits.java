package io.slipway.registry.staging;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

import io.slipway.outbox.EventJson;
import io.slipway.providerpackage.PackageLimits;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** How much an upload may be and say: 422 on the field that is beyond it. */
final class UploadLimits {
    static final long PACKAGE_BYTES = PackageLimits.DEFAULT.archiveBytes();
    static final long LOCKFILE_BYTES = 16L * 1024 * 1024;

    private static final int MAX_DEPENDENCIES = 100;
    private static final int MAX_PACKAGE_JSON = 64 * 1024;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SLUG = Pattern.compile("([a-z][-a-z0-9]{0,38}/)?[a-z][-a-z0-9]{0,38}");

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
        if (names == null) {
            return List.of();
        }
        boolean good = names.size() <= MAX_DEPENDENCIES
                && names.stream()
                        .allMatch(name -> name != null && SLUG.matcher(name).matches())
                && new HashSet<>(names).size() == names.size();
        if (!good) {
            throw invalid(
                    "service_dependencies",
                    "must be at most " + MAX_DEPENDENCIES + " different names, such as greeter or acme/greeter");
        }
        return List.copyOf(names);
    }

    static <T> T packageJson(T json) {
        if (json != null && EventJson.write(json).length() > MAX_PACKAGE_JSON) {
            throw invalid("package_json", "may have " + MAX_PACKAGE_JSON + " characters");
        }
        return json;
    }

    static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, "/" + field, message);
    }
}
