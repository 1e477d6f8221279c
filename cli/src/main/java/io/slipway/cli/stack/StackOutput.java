package io.slipway.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a stack said before it failed. */
public final class StackOutput {
    private static final int LINES = 20;

    private StackOutput() {}

    /** The last lines; empty when there is no file. */
    public static String tail(Path file) {
        return String.join("\n", tail(file, LINES));
    }

    static List<String> tail(Path file, int count) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (var reader = Files.newBufferedReader(file)) {
            List<String> lines = reader.lines().toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
