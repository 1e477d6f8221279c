package io.slipway.registry.conventions;

import java.util.Arrays;

import io.slipway.registry.problem.ErrorCode;
import io.slipway.registry.problem.ProblemException;

/**
 * What a change is meant for (RFC 9110, section 13.1.1).
 *
 * @param header ETags, {@code *} for whatever there is, or null for a change that does not care
 */
public record IfMatch(String header) {
    /** For changes that do not care. */
    public static final IfMatch ANY = new IfMatch(null);

    /**
     * @param current of what is to be changed; null when there is nothing
     * @throws ProblemException 412 when the caller has seen something else
     */
    void mustName(String current) {
        if (header == null) {
            return;
        }
        boolean matches = header.strip().equals("*")
                ? current != null
                : Arrays.stream(header.split(",")).map(String::strip).anyMatch(tag -> tag.equals(current));
        if (!matches) {
            throw ProblemException.of(
                    ErrorCode.PRECONDITION_FAILED,
                    current == null
                            ? "There is nothing to change."
                            : "Its ETag is " + current + ", not " + header + ".");
        }
    }
}
