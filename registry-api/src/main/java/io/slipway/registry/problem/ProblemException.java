package io.slipway.registry.problem;

import java.time.Duration;
import java.util.List;

/** An answer other than the wished one; {@link Problems} turns it into {@code application/problem+json}. */
public final class ProblemException extends RuntimeException {
    private final transient ErrorCode code;
    private final transient List<Problem.Detail> errors;
    private final transient Duration retryAfter;

    private ProblemException(ErrorCode code, String detail, List<Problem.Detail> errors, Duration retryAfter) {
        super(detail);
        this.code = code;
        this.errors = List.copyOf(errors);
        this.retryAfter = retryAfter;
    }

    /** @param what what is wrong, as a sentence; the code's advice is added */
    public static ProblemException of(ErrorCode code, String what) {
        return of(code, what, List.of());
    }

    public static ProblemException of(ErrorCode code, String what, List<Problem.Detail> errors) {
        String sentence = what.endsWith(".") ? what : what + ".";
        return new ProblemException(code, sentence + " " + code.advice(), errors, null);
    }

    /** @param detail says by itself what to do */
    public static ProblemException complete(ErrorCode code, String detail, List<Problem.Detail> errors) {
        return new ProblemException(code, detail, errors, null);
    }

    /** One wrong field. @param field its name, or a JSON pointer */
    public static ProblemException ofField(ErrorCode code, String field, String message) {
        return of(code, field + ": " + message + ".", List.of(new Problem.Detail(field, message)));
    }

    /** The same with a {@code Retry-After} header (whole seconds). */
    public ProblemException retryAfter(Duration wait) {
        return new ProblemException(code, getMessage(), errors, wait);
    }

    public ErrorCode code() {
        return code;
    }

    public List<Problem.Detail> errors() {
        return errors;
    }

    /** Null when there is nothing to wait for. */
    Duration retryAfter() {
        return retryAfter;
    }
}
