package io.slipway.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What a stack prints; passwords and tokens are among it. */
public final class StackOutput {
    private static final int LINES = 20;

    /** How its last word begins. */
    private static final String REASON = "slipway: ";

    private StackOutput() {}

    /** Makes an empty file that only its owner may read, and the directories above it likewise. */
    public static Path create(Path file) {
        try {
            directory(file.getParent());
            Files.deleteIfExists(file);
            return Files.createFile(file, onlyOwner("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is missing of it is its owner's alone. */
    public static Path directory(Path directory) throws IOException {
        return Files.createDirectories(directory, onlyOwner("rwx------"));
    }

    private static FileAttribute<?> onlyOwner(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    /** The last lines; empty when there is no file. */
    public static String tail(Path file) {
        return String.join("\n", tail(file, LINES));
    }

    /** The stack's last word, from what it printed; the other text when it had none. */
    public static String reason(String said, String otherwise) {
        return said.lines()
                .filter(line -> line.startsWith(REASON))
                .map(line -> line.substring(REASON.length()))
                .reduce(otherwise, (_, last) -> last);
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
