package io.slipway.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Forwards bytes to a server; shut, it drops every connection, as a server does that is being restarted. */
public final class Gate implements AutoCloseable {
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final UnaryOperator<OutputStream> answers;
    private volatile InetSocketAddress target;
    private volatile boolean shut;

    /** Leads nowhere until {@link #leadTo}. */
    public Gate() {
        this(UnaryOperator.identity());
    }

    /** @param answers makes, for each connection, what the server's answers go through on their way to the client */
    Gate(UnaryOperator<OutputStream> answers) {
        this.answers = answers;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shut = true;
        Thread.ofVirtual().start(this::accept);
    }

    /** @param address host:port */
    public static Gate to(String address) {
        Gate gate = new Gate();
        gate.leadTo(address);
        return gate;
    }

    public void leadTo(String address) {
        int colon = address.lastIndexOf(':');
        target = new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
        shut = false;
    }

    /** host:port */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    public void shut(boolean wanted) {
        shut = wanted;
        if (wanted) {
            open.forEach(Gate::drop);
        }
    }

    @Override
    public void close() {
        drop(server);
        shut(true);
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
            Thread.ofVirtual().start(() -> copy(client, upstream, UnaryOperator.identity()));
            Thread.ofVirtual().start(() -> copy(upstream, client, answers));
        } catch (IOException _) {
            end(client);
            end(upstream);
        }
    }

    private void copy(Socket from, Socket to, UnaryOperator<OutputStream> way) {
        try {
            from.getInputStream().transferTo(way.apply(to.getOutputStream()));
            to.shutdownOutput();
        } catch (IOException _) {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        drop(socket);
    }

    private static void drop(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception _) {
            // gone already
        }
    }
}
