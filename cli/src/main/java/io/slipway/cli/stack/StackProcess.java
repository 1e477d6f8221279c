package io.slipway.cli.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;

/** The stack as a child of this process. */
public final class StackProcess {
    /** Longer than the stack gives itself: uploads under way have a minute to end, then the rest stops. */
    static final Duration STOP_TIMEOUT = Duration.ofSeconds(160);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String MAIN_CLASS = "io.slipway.local.stack.StackMain";

    private final Process process;
    private final Path directory;

    private StackProcess(Process process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    /** Starts it with this process's own input and output. */
    public static StackProcess inheriting(Path directory, List<String> options) {
        return start(builder(directory, options).inheritIO(), directory);
    }

    /** Starts it with all that it says going to {@code output}. */
    public static StackProcess logging(Path directory, List<String> options, File output) {
        ProcessBuilder builder =
                builder(directory, options).redirectErrorStream(true).redirectOutput(output);
        return start(builder, directory);
    }

    private static StackProcess start(ProcessBuilder builder, Path directory) {
        try {
            return new StackProcess(builder.start(), directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder builder(Path directory, List<String> options) {
        Path root = Path.of(System.getProperty("slipway.root", "."));
        Path target = root.resolve("local/target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new CliFailure(
                    ExitCode.FAILED,
                    "not_built",
                    "The stack is not built.",
                    "Run it by the 'slipway' script at the root.");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmx160m",
                "-Xss512k",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=48m",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                target.resolve("local-0.1.0.jar") + File.pathSeparator + target.resolve("lib") + "/*",
                MAIN_CLASS,
                "--home",
                root.toString(),
                "--data",
                directory.toString()));
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command);
        // glibc keeps an arena per thread otherwise, which counts as memory and is hardly used.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        return builder;
    }

    /** Returns the stack's file once this very process has written it; empty when it ended or was too slow. */
    public Optional<StackFile> awaitReady(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (process.isAlive() && System.nanoTime() < deadline) {
            Optional<StackFile> file = StackFile.read(directory).filter(stack -> stack.pid() == process.pid());
            if (file.isPresent()) {
                return file;
            }
            awaitExit(PAUSE);
        }
        return Optional.empty();
    }

    /** Asks it to stop by SIGTERM and waits; returns whether it has stopped. */
    public boolean stop() {
        process.destroy();
        return awaitExit(STOP_TIMEOUT);
    }

    public int waitFor() {
        try {
            return process.waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    private boolean awaitExit(Duration timeout) {
        try {
            return process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
