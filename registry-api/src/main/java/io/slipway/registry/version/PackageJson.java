package io.slipway.registry.version;

import java.util.Map;

import io.slipway.outbox.EventJson;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** The contents of a package.json, which are kept with a version as they are. */
public final class PackageJson {
    public static final int MAX_CHARACTERS = 64 * 1024;

    private PackageJson() {}

    /** @param json null for none. @throws ProblemException 422 for one that is too long */
    public static Map<String, Object> checked(Map<String, Object> json, String field) {
        if (json != null && EventJson.write(json).length() > MAX_CHARACTERS) {
            throw ProblemException.ofField(
                    ErrorCode.INVALID_VALUE, field, "may have " + MAX_CHARACTERS + " characters");
        }
        return json;
    }
}
