package io.slipway.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/** A small file system in memory, which can be filled up and emptied. Only root may mount one. */
record Tmpfs(Path directory) implements AutoCloseable {

    static Tmpfs mount(Path directory, int mebibytes) throws IOException, InterruptedException {
        Assumptions.assumeTrue(
                System.getProperty("user.name").equals("root"),
                "only root may mount the small disk that this test fills");
        Files.createDirectories(directory);
        int code = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString());
        Assumptions.assumeTrue(code == 0, "this machine lets root mount no tmpfs: the test has no disk to fill");
        return new Tmpfs(directory);
    }

    /** To the last block. */
    void fill() throws IOException {
        byte[] block = new byte[1 << 16];
        Arrays.fill(block, (byte) 1);
        try (var output = Files.newOutputStream(ballast())) {
            while (true) {
                output.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    void empty() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        assertThat(run("umount", directory.toString())).as("umount").isZero();
    }
}
