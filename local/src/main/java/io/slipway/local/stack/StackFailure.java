package io.slipway.local.stack;

/** Why the stack does not run, in one line that says what to do. */
public final class StackFailure extends RuntimeException {
    /** Exit codes of {@link StackMain}. */
    enum Kind {
        FAILED(1),
        ALREADY_RUNNING(3),
        PORT_TAKEN(4),
        NOT_BUILT(5);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    public StackFailure(String message) {
        this(Kind.FAILED, message);
    }

    StackFailure(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StackFailure(String message, Throwable cause) {
        super(message, cause);
        this.kind = Kind.FAILED;
    }

    int exitCode() {
        return kind.exitCode();
    }
}
