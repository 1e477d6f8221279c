package io.slipway.cli.console;

import java.time.Duration;

import picocli.CommandLine.Option;

/** Whether and how long to wait for the end of what was asked for. */
public final class WaitOptions {
    @Option(
            names = {"-w", "--wait"},
            description = "Wait until it is done, or has failed.")
    private boolean wait;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "How long at most (default: ${DEFAULT-VALUE}).")
    private int seconds;

    public boolean wanted() {
        return wait;
    }

    public Duration timeout() {
        return Duration.ofSeconds(seconds);
    }
}
