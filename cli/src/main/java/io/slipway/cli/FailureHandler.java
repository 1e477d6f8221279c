package io.slipway.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what failed and what to do next on stderr, as text or, with {@code --output json}, as one object. */
final class FailureHandler implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception exception, CommandLine commandLine, ParseResult parsed) {
        CliFailure failure =
                switch (exception) {
                    case CliFailure known -> known;
                    case UncheckedIOException io -> new CliFailure(ExitCode.FAILED, "io", io.getMessage(), "");
                    default -> new CliFailure(ExitCode.FAILED, "internal", exception.toString(), "");
                };
        if (wantsJson(parsed)) {
            printJson(failure, commandLine.getErr());
        } else {
            printText(failure, commandLine.getErr());
        }
        return failure.exitCode();
    }

    static void printJson(CliFailure failure, PrintWriter err) {
        ObjectNode error = Json.object();
        error.putObject("error")
                .put("code", failure.code())
                .put("message", failure.getMessage())
                .put("hint", failure.hint())
                .put("exit_code", failure.exitCode());
        err.println(error);
        err.flush();
    }

    private static void printText(CliFailure failure, PrintWriter err) {
        err.println("slipway: " + failure.getMessage());
        failure.hint().lines().forEach(line -> err.println("  " + line));
        err.flush();
    }

    private static boolean wantsJson(ParseResult parsed) {
        for (ParseResult at = parsed; at != null; at = at.subcommand()) {
            Object output = at.matchedOptionValue("--output", null);
            if (output != null) {
                return output.toString().equals("json");
            }
        }
        return false;
    }
}
