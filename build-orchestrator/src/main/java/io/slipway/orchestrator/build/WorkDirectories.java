package io.slipway.orchestrator.build;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A directory per attempt below this instance's own, so that what a crash left behind can be removed at start. */
@ApplicationScoped
public class WorkDirectories {
    private final Path root;

    WorkDirectories(BuildConfig config, @ConfigProperty(name = "slipway.instance-id") String instance) {
        this.root = config.directory().toAbsolutePath().resolve(instance);
    }

    /** Kept over restarts; its {@code tmp} is not. */
    public Path baseLayers() {
        return root.resolve("base-layers");
    }

    void clean(@Observes @Priority(1) StartupEvent start) throws IOException {
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
