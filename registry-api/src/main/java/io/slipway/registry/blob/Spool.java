package io.slipway.registry.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

import org.jboss.logging.Logger;

/** Bytes on their way in, {@code incoming/INSTANCE/}: written, forced to disk and hashed in one pass. */
final class Spool {
    private static final Logger LOG = Logger.getLogger(Spool.class);
    private static final int BUFFER = 64 * 1024;

    private final Path all;
    /** No other replica's. */
    private final Path own;

    private final Path lockFile;
    /** Shared, for as long as this process lives: who can lock the file alone knows that no other of its name does. */
    private FileLock lock;

    Spool(Path directory, String instance) {
        this.all = directory.resolve("incoming");
        this.own = all.resolve(instance);
        this.lockFile = directory.resolve("locks").resolve(instance);
    }

    ReceivedBlob receive(InputStream bytes, long maxBytes) throws IOException {
        Files.createDirectories(own);
        Path file = own.resolve(UUID.randomUUID() + ".part");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            MessageDigest digest = sha256();
            long size = copy(bytes, Channels.newOutputStream(channel), digest, maxBytes);
            channel.force(true);
            return new ReceivedBlob(file, HexFormat.of().formatHex(digest.digest()), size);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private static long copy(InputStream in, OutputStream out, MessageDigest digest, long maxBytes) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            if (size > maxBytes) {
                throw new BlobTooLargeException(maxBytes);
            }
            digest.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
        return size;
    }

    void discard(ReceivedBlob blob) {
        try {
            Files.deleteIfExists(blob.file());
        } catch (IOException e) {
            LOG.warnf(e, "left %s for the sweeper", blob.file());
        }
    }

    int removeStale(Instant olderThan) throws IOException {
        return FileTrees.removeOlder(all, olderThan).size();
    }

    /** Nothing, when another process has the same name and lives: what lies there is its own. */
    synchronized int removeOwn() throws IOException {
        Files.createDirectories(lockFile.getParent());
        FileChannel channel = FileChannel.open(
                lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            return removeOwn(channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            LOG.errorf("this process has a store named %s already", own.getFileName());
            return 0;
        }
    }

    private int removeOwn(FileChannel channel) throws IOException {
        int removed = 0;
        try (FileLock alone = channel.tryLock()) {
            if (alone == null) {
                LOG.errorf("another replica is named %s, too: give each a slipway.instance-id", own.getFileName());
            } else {
                removed = FileTrees.removeOlder(own, Instant.MAX).size();
            }
        }
        // Before anything is received: nobody who comes between the two locks finds anything of this process.
        lock = channel.lock(0, Long.MAX_VALUE, true);
        return removed;
    }

    synchronized void close() throws IOException {
        if (lock != null) {
            lock.acquiredBy().close();
            lock = null;
        }
    }

    void check() throws IOException {
        Files.createDirectories(own);
        Files.deleteIfExists(Files.createTempFile(own, "check", ".part"));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
