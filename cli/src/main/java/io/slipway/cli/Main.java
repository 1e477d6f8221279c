package io.slipway.cli;

import io.slipway.cli.console.ExitCode;
import picocli.CommandLine;

/** Entry of the launcher. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command and returns its exit code; nothing is thrown. */
    static int run(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new SlipwayCommand());
        commandLine.setExecutionExceptionHandler(new FailureHandler());
        commandLine.setParameterExceptionHandler(new UsageHandler(commandLine.getParameterExceptionHandler()));
        // Of "--password @FILE" the file's text would become an argument.
        commandLine.setExpandAtFiles(false);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.getCommandSpec().exitCodeOnInvalidInput(ExitCode.USAGE);
        return commandLine;
    }
}
