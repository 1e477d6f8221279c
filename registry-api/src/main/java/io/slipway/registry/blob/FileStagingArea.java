package io.slipway.registry.blob;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.slipway.registry.signing.Grant;
import io.slipway.registry.signing.UrlSigner;

/** Uploads as files, {@code uploads/upl_…/package}; the signed URLs lead to this registry itself. */
final class FileStagingArea implements StagingArea {
    private static final int ATTEMPTS = 10;

    private final Path directory;
    private final Spool spool;
    private final UrlSigner signer;

    FileStagingArea(BlobConfig config, Spool spool, UrlSigner signer) {
        this.directory = config.directory();
        this.spool = spool;
        this.signer = signer;
    }

    @Override
    public SignedRequest signUpload(StagedFile file, URI requested) {
        Instant expiry = signer.expiry();
        Grant grant = Grant.put("/" + file.path(), expiry, file.maxBytes(), file.bytes(), file.sha256());
        return new SignedRequest("PUT", signer.sign(grant, requested), Map.of(), expiry);
    }

    @Override
    public SignedRequest signDownload(String sha256, String fileName, URI requested) {
        Instant expiry = signer.expiry();
        String path = SignedDownloadResource.path(sha256, fileName);
        return new SignedRequest("GET", signer.sign(Grant.get(path, expiry), requested), Map.of(), expiry);
    }

    @Override
    public boolean isTaken(String path) {
        return Files.exists(directory.resolve(path));
    }

    @Override
    public void put(ReceivedBlob blob, String path) throws IOException {
        Path target = directory.resolve(path);
        link(blob.file(), target);
        Files.deleteIfExists(blob.file());
        try {
            FileTrees.force(target.getParent());
        } catch (NoSuchFileException e) {
            // Taken away again already: it needs no place on disk.
        }
    }

    /**
     * A link and no rename: of two at once, which a rename would both let through, one fails. The directory goes when the
     * other file of the upload is cleared away, and is made again then.
     */
    private static void link(Path file, Path target) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                FileTrees.create(target.getParent());
                Files.createLink(target, file);
                return;
            } catch (FileAlreadyExistsException e) {
                // Also said of the directory, when it came and went while it was made.
                if (attempt == ATTEMPTS || Files.exists(target)) {
                    throw e;
                }
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public ReceivedBlob take(String path, long maxBytes) throws IOException {
        if (!StagedFile.isPath(path)) {
            throw new NoSuchFileException(path);
        }
        try (InputStream bytes = Files.newInputStream(directory.resolve(path))) {
            return spool.receive(bytes, maxBytes);
        }
    }

    @Override
    public void clear(String path) throws IOException {
        if (StagedFile.isPath(path)) {
            Path file = directory.resolve(path);
            Files.deleteIfExists(file);
            FileTrees.removeEmpty(file.getParent());
        }
    }

    @Override
    public int removeStale(Instant olderThan) throws IOException {
        List<Path> removed = FileTrees.removeOlder(directory.resolve("uploads"), olderThan);
        for (Path file : removed) {
            FileTrees.removeEmpty(file.getParent());
        }
        return removed.size();
    }
}
