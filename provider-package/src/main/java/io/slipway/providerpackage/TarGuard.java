package io.slipway.providerpackage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Stands between gzip and the tar reader and follows the blocks as they pass: refuses what must not reach the reader,
 * counts what is unpacked, and knows whether the archive ended as it should.
 */
final class TarGuard extends InputStream {
    private final InputStream in;
    private final PackageLimits limits;
    private final long plausibleBytes;

    private final byte[] block = new byte[TarHeader.BLOCK];
    private int position = TarHeader.BLOCK;
    private long total;
    private boolean ended;

    /** Of the entry that passes: payload blocks still to come, and what an extended header has said so far. */
    private long payload;

    private TarHeader current;
    private final ByteArrayOutputStream metadata = new ByteArrayOutputStream();

    TarGuard(InputStream in, PackageLimits limits, long plausibleBytes) {
        this.in = in;
        this.limits = limits;
        this.plausibleBytes = plausibleBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == block.length && !nextBlock()) {
            return -1;
        }
        int count = Math.min(length, block.length - position);
        System.arraycopy(block, position, buffer, offset, count);
        position += count;
        return count;
    }

    private boolean nextBlock() throws IOException {
        int count = in.readNBytes(block, 0, block.length);
        if (count == 0 && ended) {
            return false;
        }
        if (count < block.length && !ended) {
            throw refused(Problem.ARCHIVE_TRUNCATED, "The archive ends in the middle: pack or upload it again.");
        }
        Arrays.fill(block, count, block.length, (byte) 0);
        count(count);
        inspect();
        position = 0;
        return true;
    }

    private void count(int bytes) throws IOException {
        total += bytes;
        if (total > limits.unpackedBytes()) {
            throw refused(
                    Problem.UNPACKED_TOO_LARGE,
                    "The archive unpacks to more than " + limits.unpackedBytes() + " bytes.");
        }
        if (total > plausibleBytes) {
            throw refused(
                    Problem.COMPRESSION_RATIO,
                    "The archive unpacks to more than " + limits.ratio() + " times its size, as a bomb does.");
        }
    }

    private void inspect() throws IOException {
        if (payload > 0) {
            payload -= block.length;
            collect();
            return;
        }
        if (isZero()) {
            ended = true;
            return;
        }
        if (ended) {
            throw refused(Problem.TRAILING_DATA, "The archive has data after its end.");
        }
        current = TarHeader.read(block);
        payload = current.paddedSize();
    }

    private void collect() throws IOException {
        if (!current.metadata()) {
            return;
        }
        metadata.write(block);
        if (payload == 0) {
            byte[] content = Arrays.copyOf(metadata.toByteArray(), (int) current.size());
            metadata.reset();
            TarMetadata.check(current.type(), content);
        }
    }

    private boolean isZero() {
        for (byte b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    private static RefusedArchive refused(Problem problem, String message) {
        return new RefusedArchive(problem.refuse(message));
    }
}
