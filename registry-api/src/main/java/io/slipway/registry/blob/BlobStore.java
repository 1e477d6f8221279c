package io.slipway.registry.blob;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * Packages by the SHA-256 of their bytes. Every method blocks. A blob is there entirely or not at all, also after a crash
 * of the process or the machine.
 */
public interface BlobStore {

    /**
     * Takes bytes in without showing them yet.
     *
     * @throws BlobTooLargeException as soon as there are more than {@code maxBytes}; nothing is left then
     */
    ReceivedBlob receive(InputStream bytes, long maxBytes) throws IOException;

    /** Makes a received blob readable under its digest; doing it again, or for one that is there, changes nothing. */
    void keep(ReceivedBlob blob) throws IOException;

    /** Forgets a received blob that is not wanted; a kept one stays. */
    void discard(ReceivedBlob blob);

    /** @throws java.nio.file.NoSuchFileException when it is not kept here */
    InputStream open(String sha256) throws IOException;

    /** Deletes a kept blob; one that is not there is fine. */
    void delete(String sha256) throws IOException;

    /** Removes what receivers that died have left. @return how many */
    int removeStale(Instant olderThan) throws IOException;

    /** Removes all that this replica has received and not kept: before it receives anything. @return how many */
    int removeOwn() throws IOException;

    /** @throws IOException when nothing can be written now */
    void check() throws IOException;
}
