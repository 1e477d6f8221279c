package io.slipway.cli;

import java.util.List;
import java.util.Locale;

import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Wrong usage: with the usage's text, or as one object when JSON is wanted, which the arguments do not always say well. */
final class UsageHandler implements IParameterExceptionHandler {
    private final IParameterExceptionHandler text;

    /** @param text says it for people */
    UsageHandler(IParameterExceptionHandler text) {
        this.text = text;
    }

    @Override
    public int handleParseException(ParameterException exception, String[] arguments) throws Exception {
        if (!wantsJson(List.of(arguments))) {
            return text.handleParseException(exception, arguments);
        }
        CommandLine commandLine = exception.getCommandLine();
        String command = commandLine.getCommandSpec().qualifiedName();
        FailureHandler.printJson(
                new CliFailure(
                        ExitCode.USAGE,
                        "usage",
                        exception.getMessage(),
                        "'" + command + " --help' shows what it takes."),
                commandLine.getErr());
        return ExitCode.USAGE;
    }

    /** As far as can be told from what could not be read. */
    private static boolean wantsJson(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i).toLowerCase(Locale.ROOT);
            boolean alone = argument.equals("-o") || argument.equals("--output");
            if (alone && i + 1 < arguments.size() && arguments.get(i + 1).equalsIgnoreCase("json")) {
                return true;
            }
            if (argument.equals("--output=json") || argument.equals("-o=json") || argument.equals("-ojson")) {
                return true;
            }
        }
        return false;
    }
}
