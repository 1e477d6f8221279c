package io.slipway.cli.console;

/** What the command's exit code means; {@code slipway --help} and {@code docs/cli.md} list them. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int NOT_FOUND = 3;
    public static final int CONFLICT = 4;
    public static final int UNREACHABLE = 5;
    public static final int DENIED = 6;
    public static final int INVALID = 7;
    public static final int TIMEOUT = 8;

    private ExitCode() {}
}
