package io.slipway.registry.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Directories in which others work at the same time. */
final class FileTrees {
    private FileTrees() {}

    /** @return the files that were removed */
    static List<Path> removeOlder(Path directory, Instant olderThan) throws IOException {
        List<Path> removed = new ArrayList<>();
        for (Path file : olderFiles(directory, olderThan)) {
            if (Files.deleteIfExists(file)) {
                removed.add(file);
            }
        }
        return removed;
    }

    /** Removes the directory unless there is something in it. */
    static void removeEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // Then it is not to be removed.
        }
    }

    /** A file that is gone meanwhile is none. */
    private static List<Path> olderFiles(Path directory, Instant olderThan) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.lastModifiedTime().toInstant().isBefore(olderThan)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return found;
    }

    /** Makes the directory. Its entries are on disk then, also when another thread has made it at this moment. */
    static void create(Path directory) throws IOException {
        Path parent = directory.getParent();
        if (!Files.isDirectory(parent)) {
            create(parent);
        }
        Files.createDirectories(directory);
        force(parent);
    }

    /** A rename is on disk only when its directory is. */
    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
