package io.slipway.registry.installation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.slipway.providerpackage.ConfigSchema;
import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;

/** What may stand in an installation's config: it becomes the environment of a process. */
final class ConfigRules {
    /** Events carry the config and have a limit of their own. */
    private static final int MAX_CHARACTERS = 64 * 1024;

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Set<String> RESERVED = Set.of("PORT", "DATA_DIR");

    private ConfigRules() {}

    /** @throws ProblemException 422 with a JSON pointer for each value that cannot be part of an environment */
    static Map<String, Object> checked(Map<String, Object> config) {
        List<Problem.Detail> errors = new ArrayList<>();
        config.forEach((name, value) -> check(name, value, errors));
        refuse(errors, "The config cannot be an environment.");
        if (config.toString().length() > MAX_CHARACTERS) {
            throw ProblemException.ofField(ErrorCode.INVALID_VALUE, "/config", "may have 64 KiB");
        }
        SecretRules.mustBeFew(SecretRules.given(config), 0);
        return config;
    }

    /**
     * @param config with the values of secrets
     * @param secrets their names: no message tells one
     */
    static ConfigVerdict verdict(
            Map<String, Object> schema, Map<String, Object> config, Set<String> secrets, String version) {
        List<Problem.Detail> errors = ConfigSchema.validate(schema, config, secrets).stream()
                .map(violation -> new Problem.Detail("/config" + violation.pointer(), violation.message()))
                .toList();
        return new ConfigVerdict(version, errors);
    }

    private static void check(String name, Object value, List<Problem.Detail> errors) {
        if (!NAME.matcher(name).matches()) {
            errors.add(error(name, "a name has letters, digits and underscores and begins with no digit"));
        }
        if (RESERVED.contains(name)) {
            errors.add(error(name, "is set by Slipway"));
        }
        if (!(value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || SecretRules.isSecret(value))) {
            errors.add(error(name, "must be text, a number, a boolean or {\"secret\": text}"));
        }
        if (value instanceof String text && text.chars().anyMatch(ConfigRules::isReserved)) {
            errors.add(error(name, "may not hold the characters U+0000 and U+0001"));
        }
    }

    /** NUL ends a variable, and U+0001 fences what stands for a secret on its way to the process. */
    private static boolean isReserved(int c) {
        return c <= 1;
    }

    private static void refuse(List<Problem.Detail> errors, String what) {
        if (!errors.isEmpty()) {
            throw ProblemException.of(ErrorCode.INVALID_VALUE, what, errors);
        }
    }

    private static Problem.Detail error(String name, String message) {
        return new Problem.Detail(pointer(name), message);
    }

    /** RFC 6901, section 3. */
    static String pointer(String name) {
        return "/config/" + name.replace("~", "~0").replace("/", "~1");
    }
}
