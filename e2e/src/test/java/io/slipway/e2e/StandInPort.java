package io.slipway.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Supplier;

/** A port that leads to another one, as kube-proxy makes them. */
final class StandInPort implements AutoCloseable {
    private final ServerSocket server;
    private final Supplier<InetSocketAddress> target;

    StandInPort(InetSocketAddress address, Supplier<InetSocketAddress> target) throws IOException {
        this.server = new ServerSocket();
        this.target = target;
        server.setReuseAddress(true);
        server.bind(address);
        Thread.ofPlatform().daemon().name("stand-in-port").start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        try (client;
                Socket peer = new Socket()) {
            peer.connect(target.get());
            Thread back = Thread.ofVirtual().start(() -> copy(peer, client));
            copy(client, peer);
            back.join();
        } catch (IOException | RuntimeException e) {
            // The client sees its connection end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has gone: the other one hears of it when both are closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
