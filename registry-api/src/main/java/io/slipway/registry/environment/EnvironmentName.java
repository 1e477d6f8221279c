package io.slipway.registry.environment;

import java.util.regex.Pattern;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/** Names of environments: like those of organizations. */
public final class EnvironmentName {
    /** Each organization has it; it cannot be deleted. */
    public static final String DEFAULT = "default";

    private static final Pattern NAME = Pattern.compile("[a-z](?:[-a-z0-9]{0,37}[a-z0-9])?");

    private EnvironmentName() {}

    /** @param field for the problem. @param name null means {@code default}. @throws ProblemException 422 */
    public static String orDefault(String field, String name) {
        return name == null ? DEFAULT : checked(field, name);
    }

    /** @throws ProblemException 422, for null, too */
    public static String checked(String field, String name) {
        if (name == null || !NAME.matcher(name).matches() || name.contains("--")) {
            throw ProblemException.ofField(ErrorCode.INVALID_NAME, field, "is no name");
        }
        return name;
    }
}
