package io.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The machine's {@code kubectl}, with one kubeconfig. */
public final class Kubectl {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String kubeconfig;

    /** @param kubeconfig a path, or several as {@code KUBECONFIG} has them */
    public Kubectl(String kubeconfig) {
        this.kubeconfig = kubeconfig;
    }

    /**
     * What it printed.
     *
     * @throws IllegalStateException with what it said, when it failed, was not there, or took two minutes
     */
    public String run(String... arguments) {
        return runWith("", arguments);
    }

    /** The same, with {@code input} on standard input: {@code apply --server-side -f -}. */
    public String runWith(String input, String... arguments) {
        var command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        var stdin = Scratch.directory("kubectl").resolve("in");
        var output = stdin.resolveSibling("out");
        try {
            Files.writeString(stdin, input);
            var builder = new ProcessBuilder(command)
                    .redirectInput(stdin.toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(stdin.resolveSibling("err").toFile());
            builder.environment().put("KUBECONFIG", kubeconfig);
            return printed(command, builder.start(), output);
        } catch (IOException e) {
            throw new IllegalStateException(String.join(" ", command) + ": " + e.getMessage(), e);
        }
    }

    private static String printed(List<String> command, Process process, Path output) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroy();
                throw new IllegalStateException(String.join(" ", command) + " took too long");
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + text(output.resolveSibling("err")));
            }
            return text(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while kubectl ran", e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
