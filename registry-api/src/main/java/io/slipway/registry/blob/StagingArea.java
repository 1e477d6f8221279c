package io.slipway.registry.blob;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;

/**
 * Where clients put what they upload by signed URLs, and from where they download. What lies here is nothing yet: nobody
 * has looked at it. Methods that throw {@link IOException} block.
 */
public interface StagingArea {

    /** What a client sends to put the file there. @param requested the address that this registry was asked at */
    SignedRequest signUpload(StagedFile file, URI requested);

    /** What a client sends to get a kept blob. @param fileName for the client to save it as */
    SignedRequest signDownload(String sha256, String fileName, URI requested);

    /** Whether a file was put there, for a store whose signed URLs lead to this registry; others keep count themselves. */
    default boolean isTaken(String path) {
        return false;
    }

    /**
     * Puts a received file there, for a store whose signed URLs lead to this registry.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one: of those who put one at once, one succeeds
     */
    void put(ReceivedBlob blob, String path) throws IOException;

    /**
     * Takes a copy and its digest; the caller keeps or discards it.
     *
     * @throws java.nio.file.NoSuchFileException when nothing was put there
     * @throws BlobTooLargeException when it has more than {@code maxBytes}
     */
    ReceivedBlob take(String path, long maxBytes) throws IOException;

    /** Deletes what was put there; if nothing was, that is fine. */
    void clear(String path) throws IOException;

    /**
     * Deletes what became a version. Its URL must not be good again: a store whose signed URLs lead elsewhere leaves a mark
     * there, which is nothing that {@link #take} finds and goes by {@link #clear}.
     */
    default void retire(String path) throws IOException {
        clear(path);
    }

    /** Removes what was put here before. @return how many */
    int removeStale(Instant olderThan) throws IOException;
}
