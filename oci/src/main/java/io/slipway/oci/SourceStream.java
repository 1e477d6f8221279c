package io.slipway.oci;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import io.slipway.oci.OciException.Reason;
import org.jspecify.annotations.Nullable;

/** Remembers how reading it failed, for whoever sees only that what it was sent to has failed. */
final class SourceStream extends FilterInputStream {
    private volatile @Nullable IOException fault;

    SourceStream(InputStream in) {
        super(in);
    }

    @Nullable IOException fault() {
        return fault;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return in.read(buffer, offset, length);
        } catch (OciException e) {
            fault = e;
            throw e;
        } catch (IOException e) {
            fault = new OciException(Reason.UNREACHABLE, "the transfer of a part of it broke: try again later", e);
            throw e;
        }
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
}
