package io.slipway.cli.console;

/** Ends the command: what is wrong, and what to do next. */
public final class CliFailure extends RuntimeException {
    private final int exitCode;
    private final String code;
    private final String hint;

    /** @param hint lines that say what to do; may be empty */
    public CliFailure(int exitCode, String code, String message, String hint) {
        super(message);
        this.exitCode = exitCode;
        this.code = code;
        this.hint = hint;
    }

    public int exitCode() {
        return exitCode;
    }

    /** Stable, snake_case: the server's own when it answered. */
    public String code() {
        return code;
    }

    public String hint() {
        return hint;
    }
}
