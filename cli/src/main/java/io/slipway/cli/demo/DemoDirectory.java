package io.slipway.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The demo's data directory: deleted at the end unless the user chose it. */
record DemoDirectory(Path path, boolean temporary) implements AutoCloseable {

    static DemoDirectory of(Optional<Path> chosen) {
        try {
            if (chosen.isPresent()) {
                Path path = chosen.get().toAbsolutePath().normalize();
                return new DemoDirectory(Files.createDirectories(path), false);
            }
            return new DemoDirectory(Files.createTempDirectory("slipway-demo-").toRealPath(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (!temporary || !Files.exists(path)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
