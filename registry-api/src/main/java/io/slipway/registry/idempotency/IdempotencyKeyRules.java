package io.slipway.registry.idempotency;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.Problem;
import io.slipway.registry.problem.ProblemException;

/**
 * The header's value: a string of RFC 9651 with its quotes, as draft-ietf-httpapi-idempotency-key-header has it, but
 * without spaces and escapes; or the same without quotes, as most clients send it.
 */
final class IdempotencyKeyRules {
    static final String HEADER = "Idempotency-Key";

    private static final Pattern KEY = Pattern.compile("\"([!#-\\[\\]-~]{1,255})\"|([!#-\\[\\]-~]{1,255})");

    private IdempotencyKeyRules() {}

    /** @throws ProblemException 400 for anything but one of 1 to 255 visible ASCII characters */
    static String parse(List<String> headers) {
        Matcher key = KEY.matcher(headers.getFirst().strip());
        if (headers.size() > 1 || !key.matches()) {
            String message =
                    "must be given once, with 1 to 255 visible ASCII characters, no quotes or backslashes inside";
            throw ProblemException.of(
                    ErrorCode.MALFORMED_REQUEST,
                    HEADER + " " + message + ".",
                    List.of(new Problem.Detail(HEADER, message)));
        }
        return key.group(1) == null ? key.group(2) : key.group(1);
    }
}
