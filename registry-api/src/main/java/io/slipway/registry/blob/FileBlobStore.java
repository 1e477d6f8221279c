package io.slipway.registry.blob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * Blobs as files, {@code sha256/ab/abcd…}. Bytes come from the {@link Spool} on the same file system and are renamed in one
 * step, after which the directory is forced to disk, too: a crash leaves the whole file or none.
 */
final class FileBlobStore implements BlobStore {
    private final Spool spool;
    private final Path directory;

    FileBlobStore(BlobConfig config, String instance) {
        this(config, new Spool(config.directory(), instance));
    }

    FileBlobStore(BlobConfig config, Spool spool) {
        this.spool = spool;
        this.directory = config.directory();
    }

    @Override
    public ReceivedBlob receive(InputStream bytes, long maxBytes) throws IOException {
        return spool.receive(bytes, maxBytes);
    }

    @Override
    public void keep(ReceivedBlob blob) throws IOException {
        Path target = path(blob.sha256());
        FileTrees.create(target.getParent());
        try {
            Files.move(blob.file(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            if (!Files.exists(target)) {
                throw e;
            }
        }
        FileTrees.force(target.getParent());
    }

    @Override
    public void discard(ReceivedBlob blob) {
        spool.discard(blob);
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
        return spool.removeStale(olderThan);
    }

    @Override
    public int removeOwn() throws IOException {
        return spool.removeOwn();
    }

    @Override
    public void check() throws IOException {
        spool.check();
    }

    private Path path(String sha256) throws NoSuchFileException {
        return directory.resolve(BlobNames.of(sha256));
    }
}
