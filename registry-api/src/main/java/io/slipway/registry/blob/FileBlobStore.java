package io.slipway.registry.blob;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Blobs as files, {@code sha256/ab/abcd…}. Bytes go to {@code incoming/INSTANCE/} on the same file system, are forced to
 * disk, and are then renamed in one step, after which the directory is forced too: a crash leaves the whole file or none.
 */
@ApplicationScoped
public class FileBlobStore implements BlobStore {
    private static final Logger LOG = Logger.getLogger(FileBlobStore.class);
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER = 64 * 1024;

    private final Path blobs;
    private final Path allIncoming;
    /** No other replica's. */
    private final Path incoming;

    FileBlobStore(BlobConfig config, @ConfigProperty(name = "slipway.instance-id") String instance) {
        this.blobs = config.directory().resolve("sha256");
        this.allIncoming = config.directory().resolve("incoming");
        this.incoming = allIncoming.resolve(instance);
    }

    @Override
    public ReceivedBlob receive(InputStream bytes, long maxBytes) throws IOException {
        Files.createDirectories(incoming);
        Path file = incoming.resolve(UUID.randomUUID() + ".part");
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

    @Override
    public void keep(ReceivedBlob blob) throws IOException {
        Path target = path(blob.sha256());
        createDirectories(target.getParent());
        try {
            Files.move(blob.file(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (!Files.exists(target)) {
                throw e;
            }
        }
        force(target.getParent());
    }

    @Override
    public void discard(ReceivedBlob blob) {
        try {
            Files.deleteIfExists(blob.file());
        } catch (IOException e) {
            LOG.warnf(e, "left %s for the sweeper", blob.file());
        }
    }

    @Override
    public InputStream open(String sha256) throws IOException {
        return Files.newInputStream(path(sha256));
    }

    @Override
    public void delete(String sha256) throws IOException {
        Files.deleteIfExists(path(sha256));
    }

    @Override
    public int removeStale(Instant olderThan) throws IOException {
        int removed = 0;
        for (Path file : files(allIncoming)) {
            if (isStale(file, olderThan) && Files.deleteIfExists(file)) {
                removed++;
            }
        }
        return removed;
    }

    @Override
    public int removeOwn() throws IOException {
        List<Path> files = files(incoming);
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        return files.size();
    }

    /** Uploads end while this looks: a file that is gone meanwhile is none. */
    private static List<Path> files(Path directory) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
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

    private static boolean isStale(Path file, Instant olderThan) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(olderThan);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public void check() throws IOException {
        Files.createDirectories(incoming);
        Files.deleteIfExists(Files.createTempFile(incoming, "check", ".part"));
    }

    private Path path(String sha256) throws NoSuchFileException {
        if (!DIGEST.matcher(sha256).matches()) {
            throw new NoSuchFileException(sha256);
        }
        return blobs.resolve(sha256.substring(0, 2)).resolve(sha256);
    }

    private void createDirectories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            force(blobs);
        }
    }

    /** A rename is on disk only when its directory is. */
    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
