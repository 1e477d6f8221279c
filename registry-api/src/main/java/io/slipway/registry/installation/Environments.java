package io.slipway.registry.installation;

import java.util.regex.Pattern;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** Names of a tenant's environments: like those of organizations. */
final class Environments {
    private static final String DEFAULT = "default";
    private static final Pattern NAME = Pattern.compile("[a-z](?:[-a-z0-9]{0,37}[a-z0-9])?");

    private Environments() {}

    /** @param name null means {@code default}. @throws ProblemException 422 */
    static String checked(String name) {
        if (name == null) {
            return DEFAULT;
        }
        if (!NAME.matcher(name).matches() || name.contains("--")) {
            throw ProblemException.ofField(ErrorCode.INVALID_NAME, "environment", "is no name");
        }
        return name;
    }
}
