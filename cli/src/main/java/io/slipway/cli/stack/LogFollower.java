package io.slipway.cli.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Gives the lines that come after the file's end of now; begins again when the file was cut or replaced. */
final class LogFollower {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Path file;
    private long position;

    LogFollower(Path file) {
        this.file = file;
        this.position = size();
    }

    /** Returns when the thread is interrupted. */
    void follow(Consumer<String> lines) {
        while (!Thread.currentThread().isInterrupted()) {
            readNew(lines);
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void readNew(Consumer<String> lines) {
        long size = size();
        position = size < position ? 0 : position;
        if (size == position) {
            return;
        }
        try (RandomAccessFile input = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(size - position, 1024 * 1024)];
            input.seek(position);
            input.readFully(bytes);
            int complete = lastLineEnd(bytes);
            new String(bytes, 0, complete, StandardCharsets.UTF_8).lines().forEach(lines);
            position += complete;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line that is not complete yet waits, unless it is longer than what is read at once. */
    private static int lastLineEnd(byte[] bytes) {
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return bytes.length == 1024 * 1024 ? bytes.length : 0;
    }

    private long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
