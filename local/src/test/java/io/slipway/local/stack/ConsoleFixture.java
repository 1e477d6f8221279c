package io.slipway.local.stack;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** A console that nobody reads. */
public final class ConsoleFixture {
    private ConsoleFixture() {}

    /** One whose lines a test reads. */
    public static Console into(OutputStream lines) {
        return new Console(new PrintStream(lines, true, StandardCharsets.UTF_8), Clock.systemUTC());
    }

    public static Console silent() {
        return new Console(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), Clock.systemUTC());
    }
}
