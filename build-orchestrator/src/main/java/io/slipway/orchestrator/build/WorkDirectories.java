package io.slipway.orchestrator.build;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * A directory per attempt below one that this process has locked, so that what a crash left behind can be removed at
 * start and nothing that another process works in.
 */
@ApplicationScoped
public class WorkDirectories {
    private final Path parent;
    private final String instance;
    private volatile Path root;
    private FileChannel lock;

    @Inject
    WorkDirectories(BuildConfig config, @ConfigProperty(name = "slipway.instance-id") String instance) {
        this(config.directory(), instance);
    }

    WorkDirectories(Path parent, String instance) {
        this.parent = parent.toAbsolutePath();
        this.instance = instance;
    }

    /** Kept over restarts; its {@code tmp} is not. */
    public Path baseLayers() {
        return root.resolve("base-layers");
    }

    void open(@Observes @Priority(1) StartupEvent start) throws IOException {
        for (int i = 1; root == null; i++) {
            Path candidate = Files.createDirectories(parent.resolve(i == 1 ? instance : instance + "~" + i));
            root = tryLock(candidate.resolve("lock")) ? candidate : null;
        }
        remove(root.resolve("work"));
        remove(baseLayers().resolve("tmp"));
        Files.createDirectories(root.resolve("work"));
    }

    /** Empty; the caller removes it. */
    Path create(BuildJob job) throws IOException {
        Path directory = root.resolve("work").resolve(job.buildId() + "-" + job.epoch());
        remove(directory);
        return Files.createDirectories(directory);
    }

    /** The lock ends with the process, however it ends. */
    private boolean tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                lock = channel;
                return true;
            }
        } catch (OverlappingFileLockException _) {
            // held in this very process
        }
        channel.close();
        return false;
    }

    @PreDestroy
    void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    static void remove(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException fault) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
