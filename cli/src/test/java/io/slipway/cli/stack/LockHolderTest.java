package io.slipway.cli.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LockHolderTest {
    private static final String HOLDER = """
            import java.nio.channels.FileChannel;
            import java.nio.file.*;
            import java.nio.ByteBuffer;

            void main(String[] arguments) throws Exception {
                var channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
                channel.lock();
                channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes()));
                IO.println("held");
                System.in.read();
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void nobodyHoldsWhatIsNotThereOrNotLocked() throws IOException {
        assertThat(LockHolder.of(directory)).isEmpty();

        Files.writeString(directory.resolve("lock"), "1");

        assertThat(LockHolder.of(directory))
                .as("left by a process that is gone")
                .isEmpty();
    }

    @Test
    void findsTheProcessThatHoldsIt() throws IOException {
        Path lock = Files.createFile(directory.resolve("lock"));
        Path program = Files.writeString(directory.resolve("Holder.java"), HOLDER);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process holder = new ProcessBuilder(java, program.toString(), lock.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = holder.inputReader()) {
            assertThat(output.readLine()).isEqualTo("held");

            assertThat(LockHolder.of(directory)).map(ProcessHandle::pid).contains(holder.pid());
        } finally {
            holder.destroyForcibly();
        }
    }
}
