package io.slipway.cli.console;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command takes. */
public final class CommonOptions {
    /** The form of results. */
    public enum Format {
        text,
        json
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            description = "Form of the result: ${COMPLETION-CANDIDATES}. Progress goes to stderr.")
    private Format output;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    public Console console() {
        return new Console(spec.commandLine().getOut(), spec.commandLine().getErr(), output == Format.json);
    }
}
