package io.slipway.local.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One stack per data directory. The kernel drops the lock with its process, so a killed stack leaves none behind. */
final class StackLock implements AutoCloseable {
    private final FileChannel channel;

    private StackLock(FileChannel channel) {
        this.channel = channel;
    }

    static StackLock take(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return new StackLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Another stack in this JVM: the same answer.
        }
        channel.close();
        throw new StackFailure(
                StackFailure.Kind.ALREADY_RUNNING,
                "Slipway runs already on " + file.getParent() + " (pid "
                        + Files.readString(file).strip() + "): `slipway status` shows it, `slipway down` ends it");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
