package io.slipway.registry.upload;

import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of a sender who may never stop. Parsers read on by themselves, to skip a part or to find where it ends: whoever
 * reads, there is an end to it.
 */
final class LimitedStream extends InputStream {
    private final InputStream bytes;
    private final long max;
    private long left;

    LimitedStream(InputStream bytes, long max) {
        this.bytes = bytes;
        this.max = max;
        this.left = max;
    }

    /** Whether there was an attempt to read more. */
    boolean isCutOff() {
        return left < 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left < 0) {
            throw new IOException("more than " + max + " bytes");
        }
        int read = bytes.read(buffer, offset, length);
        left -= Math.max(read, 0);
        return read;
    }
}
