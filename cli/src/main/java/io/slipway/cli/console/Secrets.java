package io.slipway.cli.console;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads secrets so that neither other users nor the shell's history see them. */
public final class Secrets {
    private Secrets() {}

    /** The first line of the standard input; @throws CliFailure when it is empty */
    public static String fromStdin() {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = in.readLine();
            if (line == null || line.isBlank()) {
                throw new CliFailure(ExitCode.USAGE, "no_secret", "Nothing came on the standard input.", "");
            }
            return line.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks without an echo; @throws CliFailure where there is nobody to ask. @param option what to use there */
    public static String ask(String prompt, String option) {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new CliFailure(
                    ExitCode.USAGE, "no_terminal", "There is no terminal to ask on.", "Pipe it in and give " + option);
        }
        char[] secret = console.readPassword("%s: ", prompt);
        return secret == null ? "" : new String(secret).strip();
    }
}
