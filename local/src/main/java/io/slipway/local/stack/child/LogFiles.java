package io.slipway.local.stack.child;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code name.log} of this start, {@code name.log.1} and so on of those before. */
public final class LogFiles {
    private static final int KEPT = 3;
    private static final int SHOWN = 300;

    private LogFiles() {}

    public static void rotate(Path log) {
        try {
            for (int i = KEPT; i > 0; i--) {
                var from = i == 1 ? log : older(log, i - 1);
                if (Files.exists(from)) {
                    Files.move(from, older(log, i), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("logs in " + log.getParent() + " cannot be rotated", e);
        }
    }

    private static Path older(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }

    /** The last line that is not a stack trace's, at most 300 characters; empty when there is none. */
    static String lastLine(Path log) {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            var last = lines.filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                    .reduce("", (before, line) -> line);
            return last.length() > SHOWN ? last.substring(0, SHOWN) + "…" : last;
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }
}
