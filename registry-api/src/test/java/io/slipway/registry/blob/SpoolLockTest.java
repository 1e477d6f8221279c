package io.slipway.registry.blob;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Replicas that were given the same name by mistake, each a process of its own, on one directory. */
class SpoolLockTest {
    private static final String NAME = "registry-api-0";

    @TempDir
    Path directory;

    private final List<Process> replicas = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (Process replica : replicas) {
            replica.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatAnotherReplicaReceivesIsSparedForAsLongAsOneOfThatNameLives() throws Exception {
        Process first = started("removed 0");
        Path underWay = received();

        Process second = started("removed 0");
        kill(first);
        Process third = started("removed 0");
        assertThat(underWay).exists();

        kill(second);
        kill(third);
        started("removed 1");
        assertThat(underWay).doesNotExist();
    }

    private Path received() throws IOException {
        Path own = Files.createDirectories(directory.resolve("incoming").resolve(NAME));
        return Files.writeString(own.resolve("some.part"), "half of it");
    }

    private Process started(String expected) throws IOException {
        Process replica = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SpoolLockDrill.class.getName(),
                        directory.toString(),
                        NAME)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        replicas.add(replica);
        BufferedReader output = replica.inputReader();
        assertThat(output.readLine()).isEqualTo(expected);
        return replica;
    }

    private static void kill(Process replica) throws InterruptedException {
        replica.destroyForcibly().waitFor();
    }
}
