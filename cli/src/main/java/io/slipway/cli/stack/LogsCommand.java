package io.slipway.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.CommonOptions;
import io.slipway.cli.console.Console;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.console.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "logs",
        description = "Show what a part of the stack has logged.",
        footerHeading = "%nExamples:%n",
        footer = {"  slipway logs registry-api", "  slipway logs deployer -f -n 20"})
public final class LogsCommand implements Callable<Integer> {
    private static final String SUFFIX = ".log";

    @Mixin
    private CommonOptions common;

    @Mixin
    private DataOptions data;

    @Parameters(paramLabel = "SERVICE", description = "registry-api, build-orchestrator, deployer, …")
    private String service;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "COUNT",
            defaultValue = "200",
            description = "How many lines of the past (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Override
    public Integer call() {
        Path file = data.directory().resolve("logs").resolve(service + SUFFIX);
        if (!known().contains(service)) {
            throw new CliFailure(
                    ExitCode.NOT_FOUND,
                    "no_log",
                    "There is no log of '" + service + "' in " + data.directory() + ".",
                    known().isEmpty()
                            ? "Start a stack by 'slipway up'."
                            : "Choose one of: " + String.join(", ", known()));
        }
        Console console = common.console();
        LogFollower follower = new LogFollower(file);
        StackOutput.tail(file, lines).forEach(line -> print(console, line));
        if (follow) {
            follower.follow(line -> print(console, line));
        }
        return ExitCode.OK;
    }

    private static void print(Console console, String line) {
        console.result(Json.object().put("line", line), line);
    }

    private List<String> known() {
        try (Stream<Path> files = Files.list(data.directory().resolve("logs"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (java.nio.file.NoSuchFileException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
