package io.slipway.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A server behind a line as slow as a test wants: so long does it take to be killed in the middle of something. */
final class Trickle implements AutoCloseable {
    private static final int CHUNK = 4096;

    private final InetSocketAddress server;
    private final ServerSocketChannel listener;
    private final AtomicLong answered = new AtomicLong();
    private volatile long bytesPerSecond = Long.MAX_VALUE;

    /** @param server {@code host:port} */
    Trickle(String server) throws IOException {
        int colon = server.lastIndexOf(':');
        this.server = new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        this.listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::accept);
    }

    String address() throws IOException {
        return "127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    void slowTo(long rate) {
        bytesPerSecond = rate;
    }

    void asFastAsItGoes() {
        bytesPerSecond = Long.MAX_VALUE;
    }

    /** Bytes that clients have got since it began. */
    long answered() {
        return answered.get();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = listener.accept();
                SocketChannel upstream = SocketChannel.open(server);
                Thread.ofVirtual().start(() -> pump(client, upstream, false));
                Thread.ofVirtual().start(() -> pump(upstream, client, true));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void pump(SocketChannel from, SocketChannel to, boolean answers) {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        try (from;
                to) {
            while (from.read(buffer.clear()) >= 0) {
                int size = buffer.flip().remaining();
                if (answers) {
                    LockSupport.parkNanos(Duration.ofSeconds(size).toNanos() / bytesPerSecond);
                    answered.addAndGet(size);
                }
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
            }
        } catch (IOException gone) {
            // Either end is dead; both are closed.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
