package io.slipway.cli.stack;

import java.nio.file.Path;

import picocli.CommandLine.Option;

/** Which stack. */
public final class DataOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".slipway",
            description = "The stack's data directory (default: ${DEFAULT-VALUE}).")
    private Path directory;

    public Path directory() {
        return directory.toAbsolutePath().normalize();
    }
}
