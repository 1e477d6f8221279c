package io.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Directories that go when the tests' JVM ends, for what JUnit's {@code @TempDir} does not reach. */
public final class Scratch {
    private static final Queue<Path> DIRECTORIES = new ConcurrentLinkedQueue<>();

    static {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> DIRECTORIES.forEach(Scratch::remove)));
    }

    private Scratch() {}

    public static Path directory(String prefix) {
        try {
            Path directory = Files.createTempDirectory(prefix);
            DIRECTORIES.add(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) {
        for (Path file : contents(directory)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // A server that is ending still writes there: what is left is the system's to remove.
            }
        }
    }

    private static List<Path> contents(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
