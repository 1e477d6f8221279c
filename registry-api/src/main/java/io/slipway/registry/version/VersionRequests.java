package io.slipway.registry.version;

import java.util.Arrays;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.slipway.contracts.VersionState.Deprecation;
import io.slipway.contracts.VersionState.Yank;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Bodies of requests about a version, and their checks: 422 on the field that is wrong. */
final class VersionRequests {
    private static final int MAX_TEXT = 500;

    private VersionRequests() {}

    /**
     * @param reason shown to everybody who reads the version
     * @param level hide (out of latest), block (also no new installs and no rollback to it) or move (also: automatic
     *     installations leave it); hide when left out
     */
    record YankRequest(
            String reason,

            @Schema(
                    enumeration = {"hide", "block", "move"},
                    defaultValue = "hide")
            @Nullable String level) {
        Yank yank() {
            return new Yank(parsed(), text("reason", reason));
        }

        private Yank.Level parsed() {
            String word = level == null ? Yank.Level.hide.name() : level;
            return Arrays.stream(Yank.Level.values())
                    .filter(known -> known.name().equals(word))
                    .findFirst()
                    .orElseThrow(() -> invalid("level", "must be hide, block or move"));
        }
    }

    /**
     * @param message the advice; null lifts the deprecation
     * @param successor the version to take instead
     */
    record DeprecateRequest(
            @Nullable String message, @Nullable String successor) {
        Deprecation advice() {
            if (message == null && successor != null) {
                throw invalid("message", "is missing");
            }
            return message == null ? null : new Deprecation(text("message", message), successor);
        }
    }

    /** @param versionId a version's id or number */
    record ActivateRequest(@JsonProperty("versionId") String versionId) {
        String version() {
            if (versionId == null || versionId.isBlank()) {
                throw invalid("versionId", "is missing");
            }
            return versionId;
        }
    }

    /** @throws ProblemException 400 for a request without a body */
    static <T> T required(T body) {
        if (body == null) {
            throw ProblemException.of(ErrorCode.MALFORMED_REQUEST, "The body is missing.");
        }
        return body;
    }

    private static String text(String field, String text) {
        if (text == null || text.isBlank() || text.length() > MAX_TEXT) {
            throw invalid(field, "must have 1 to " + MAX_TEXT + " characters");
        }
        return text;
    }

    private static ProblemException invalid(String field, String message) {
        return ProblemException.ofField(ErrorCode.INVALID_VALUE, "/" + field, message);
    }
}
