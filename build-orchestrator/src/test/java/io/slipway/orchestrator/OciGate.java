package io.slipway.orchestrator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Forwards bytes to the OCI registry; shut, it drops every connection, as a registry does that is being restarted. */
class OciGate implements AutoCloseable {
    private final InetSocketAddress target;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;

    OciGate(String hostAndPort) throws IOException {
        int colon = hostAndPort.lastIndexOf(':');
        target = new InetSocketAddress(
                hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    void shut(boolean wanted) {
        shut = wanted;
        if (wanted) {
            open.forEach(OciGate::drop);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(OciGate::drop);
    }

    private void accept() {
        try {
            while (true) {
                connect(server.accept());
            }
        } catch (IOException _) {
            // closed
        }
    }

    private void connect(Socket client) {
        Socket upstream = new Socket();
        open.add(client);
        open.add(upstream);
        try {
            if (shut) {
                throw new IOException("shut");
            }
            upstream.connect(target);
            Thread.ofVirtual().start(() -> copy(client, upstream));
            Thread.ofVirtual().start(() -> copy(upstream, client));
        } catch (IOException _) {
            drop(client);
            drop(upstream);
        }
    }

    private void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException _) {
            drop(from);
            drop(to);
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // gone already
        }
    }
}
