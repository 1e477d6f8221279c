package io.slipway.registry.custom;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.slipway.providerpackage.VersionNumber.Scheme;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A new custom provider.
 *
 * @param name of it in the caller's organization
 * @param visibility organization when left out: what is made for oneself is nobody else's
 */
record CustomProviderRequest(
        String name,
        @Nullable String displayName,
        @Nullable String description,
        @Nullable List<String> tags,
        @Nullable String iconUrl,

        @Schema(
                enumeration = {"private", "organization", "public"},
                defaultValue = "organization")
        @Nullable String visibility,

        @Schema(
                enumeration = {"semver", "calendar"},
                defaultValue = "semver")
        @Nullable String versionScheme) {

    /** @throws ProblemException 422 */
    String requiredName() {
        if (name == null) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "/name", "is required");
        }
        return name;
    }

    /** @throws ProblemException 422 */
    Scheme scheme() {
        return switch (versionScheme == null ? Scheme.semver.name() : versionScheme) {
            case "semver" -> Scheme.semver;
            case "calendar" -> Scheme.calendar;
            default ->
                throw ProblemException.ofField(
                        ErrorCode.INVALID_VALUE, "/version_scheme", "must be semver or calendar");
        };
    }

    /** As a merge patch says it. */
    Map<String, Object> said() {
        Map<String, Object> said = new HashMap<>();
        said.put("visibility", visibility == null ? "organization" : visibility);
        put(said, "display_name", displayName);
        put(said, "description", description);
        put(said, "icon_url", iconUrl);
        put(said, "tags", tags);
        return said;
    }

    private static void put(Map<String, Object> said, String field, Object value) {
        if (value != null) {
            said.put(field, value);
        }
    }
}
