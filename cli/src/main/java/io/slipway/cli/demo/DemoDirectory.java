package io.slipway.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.slipway.cli.console.CliFailure;
import io.slipway.cli.console.ExitCode;
import io.slipway.cli.stack.StackOutput;

/** The demo's data directory: deleted at the end unless the user chose it. */
record DemoDirectory(Path path, boolean temporary) implements AutoCloseable {

    static DemoDirectory of(Optional<Path> chosen) {
        try {
            if (chosen.isPresent()) {
                Path path = chosen.get().toAbsolutePath().normalize();
                mustBeUnused(path);
                return new DemoDirectory(StackOutput.directory(path), false);
            }
            return new DemoDirectory(Files.createTempDirectory("slipway-demo-").toRealPath(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The demo publishes and installs what a directory that it has used holds already. */
    private static void mustBeUnused(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return;
        }
        try (Stream<Path> files = Files.list(path)) {
            if (files.findAny().isPresent()) {
                throw new CliFailure(
                        ExitCode.CONFLICT,
                        "not_empty",
                        path + " is not empty.",
                        "The demo begins with a stack of its own: give a new directory, or delete this one. "
                                + "'slipway up --data " + path + "' starts the stack that a demo left there.");
            }
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
