package io.slipway.registry.version;

import java.util.List;

import io.slipway.providerpackage.InvalidVersion;
import io.slipway.providerpackage.VersionNumber;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;

/** From text to {@link VersionNumber}. */
public final class VersionNumbers {
    private VersionNumbers() {}

    /** @throws ProblemException 422 for text that is no version, with a hint */
    public static VersionNumber given(String text) {
        return given("version", text);
    }

    /** The same. @param field what the text is called in the request: a name, or a JSON pointer */
    public static VersionNumber given(String field, String text) {
        try {
            return VersionNumber.parse(text);
        } catch (InvalidVersion e) {
            throw ProblemException.complete(
                    ErrorCode.INVALID_VERSION, e.getMessage(), List.of(new Problem.Detail(field, e.getMessage())));
        }
    }

    /** One that was checked when it was stored. */
    public static VersionNumber stored(String text) {
        try {
            return VersionNumber.parse(text);
        } catch (InvalidVersion e) {
            throw new IllegalStateException("stored as a version: " + text, e);
        }
    }
}
