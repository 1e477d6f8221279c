package io.slipway.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

import io.slipway.oci.OciException.Reason;

/** Has no end but that of the blob: what is shorter, longer or other than its digest says ends with an exception. */
final class VerifiedStream extends FilterInputStream {
    private final Manifest.Blob blob;
    private final MessageDigest sha256 = Documents.sha256();
    private long count;
    private boolean verified;

    VerifiedStream(InputStream in, Manifest.Blob blob) {
        super(in);
        this.blob = blob;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read < 0) {
            verify();
            return -1;
        }
        sha256.update(buffer, offset, read);
        count += read;
        if (count > blob.size()) {
            throw wrong();
        }
        if (count == blob.size()) {
            // Whoever sends as many bytes as were announced does not read on to the end.
            verify();
        }
        return read;
    }

    private void verify() throws OciException {
        if (verified) {
            return;
        }
        if (count != blob.size() || !Documents.named(sha256.digest()).equals(blob.digest())) {
            throw wrong();
        }
        verified = true;
    }

    private OciException wrong() {
        return new OciException(Reason.INVALID, "a part of it is not what its digest " + blob.digest() + " says");
    }

    @Override
    public long skip(long wanted) throws IOException {
        long skipped = 0;
        while (skipped < wanted && read() >= 0) {
            skipped++;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() {
        // Its owner closes it.
    }
}
