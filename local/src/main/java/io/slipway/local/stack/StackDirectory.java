package io.slipway.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the stack keeps what. */
public record StackDirectory(Path root) {
    private static final long WANTED_BYTES = 256L << 20;
    /** Room for the logs of PostgreSQL and Kafka to grow by a segment each. */
    private static final long NEEDED_BYTES = 64L << 20;

    /** Makes the directory (0700) when it is missing, and checks that the stack can live in it. */
    public static StackDirectory open(Path path) {
        var root = path.toAbsolutePath().normalize();
        try {
            PrivateFiles.directory(root);
            PrivateFiles.directory(root.resolve("logs"));
            var free = Files.getFileStore(root).getUsableSpace();
            if (free < WANTED_BYTES) {
                throw new StackFailure("only " + (free >> 20) + " MiB are free in " + root + ", Slipway wants "
                        + (WANTED_BYTES >> 20) + ": make room, or choose another directory with --data");
            }
            return new StackDirectory(root);
        } catch (IOException e) {
            throw new StackFailure("cannot write to " + root + " ("
                    + e.getClass().getSimpleName() + ": " + e.getMessage() + "): choose another directory with --data");
        }
    }

    /** Whether PostgreSQL and Kafka would soon fail for want of room. */
    boolean isFull() {
        try {
            return Files.getFileStore(root).getUsableSpace() < NEEDED_BYTES;
        } catch (IOException e) {
            return false; // what is wrong with it, whoever writes into it will say
        }
    }

    public Path file(String name) {
        return root.resolve(name);
    }

    public Path log(String name) {
        return root.resolve("logs").resolve(name + ".log");
    }
}
