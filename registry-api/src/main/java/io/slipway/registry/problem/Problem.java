package io.slipway.registry.problem;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The body of an error (RFC 9457).
 *
 * @param type {@code urn:slipway:problem:CODE}
 * @param detail what is wrong and what to do
 * @param traceId of the request, to find it in the logs
 * @param requestId the same, as the answer's header {@code X-Request-Id} has it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String traceId,
        String requestId,
        List<Detail> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** @param field name of a form field or parameter, or a JSON pointer into the body or a file */
    public record Detail(String field, String message) {}

    public static Problem of(ProblemException e) {
        return of(e.code(), e.getMessage(), e.errors());
    }

    static Problem of(ErrorCode code, String detail, List<Detail> errors) {
        return new Problem(
                "urn:slipway:problem:" + code.code(),
                code.title(),
                code.status(),
                detail,
                code.code(),
                TraceId.current(),
                RequestId.current(),
                errors);
    }
}
