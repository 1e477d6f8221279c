package io.slipway.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an exception at the first byte over the limit. Closing it reads nothing: the connection is dropped. */
final class LimitedBody extends FilterInputStream {
    private long left;
    private final long limit;

    LimitedBody(InputStream in, long limit) {
        super(in);
        this.limit = limit;
        this.left = limit;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) == -1 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left + 1));
        if (count > left) {
            throw tooLarge(limit);
        }
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && read() != -1) {
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
        // What is left may be endless.
    }

    static OutboundException tooLarge(long limit) {
        return new OutboundException(
                OutboundException.Reason.TOO_LARGE, "The answer has more than " + limit + " bytes.");
    }
}
