package io.slipway.testing;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Lets through what PostgreSQL says and reads the notices in it: a message is a byte for its kind, its length and as much
 * (<a href="https://www.postgresql.org/docs/18/protocol-message-formats.html">formats</a>). Not for connections with TLS.
 */
final class Notices extends FilterOutputStream {
    private static final int HEADER = 5;
    private static final byte NOTICE = 'N';
    private static final byte MESSAGE = 'M';

    private final Consumer<String> reader;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    /** How much of the message is still to come, when its header was read; of a notice it is kept. */
    private int rest;

    Notices(OutputStream client, Consumer<String> reader) {
        super(client);
        this.reader = reader;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; ) {
            i += rest > 0 ? body(bytes, i, Math.min(rest, offset + length - i)) : header(bytes[i]);
        }
        // Read first: whoever has the answer finds that the notices before it were read.
        out.write(bytes, offset, length);
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    private int header(byte next) {
        message.write(next);
        if (message.size() == HEADER) {
            byte[] header = message.toByteArray();
            rest = ByteBuffer.wrap(header).getInt(1) + 1 - HEADER;
            endIfWhole(header[0] == NOTICE);
        }
        return 1;
    }

    private int body(byte[] bytes, int offset, int length) {
        boolean notice = message.size() > 0;
        if (notice) {
            message.write(bytes, offset, length);
        }
        rest -= length;
        endIfWhole(notice);
        return length;
    }

    private void endIfWhole(boolean notice) {
        if (notice && rest == 0) {
            read(message.toByteArray());
        }
        if (!notice || rest == 0) {
            message.reset();
        }
    }

    /** Fields, each a byte for its kind and a text with a zero at its end; another zero ends them. */
    private void read(byte[] whole) {
        for (int at = HEADER; whole[at] != 0; at++) {
            int begin = at;
            while (whole[at] != 0) {
                at++;
            }
            if (whole[begin] == MESSAGE) {
                reader.accept(new String(whole, begin + 1, at - begin - 1, StandardCharsets.UTF_8));
            }
        }
    }
}
