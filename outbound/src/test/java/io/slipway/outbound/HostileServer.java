package io.slipway.outbound;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each connection by a script that may break every rule. */
final class HostileServer implements AutoCloseable {
    @FunctionalInterface
    interface Script {
        void answer(String request, OutputStream out) throws Exception;
    }

    private final ServerSocket listening;
    private final Script script;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    HostileServer(String address, Script script) throws IOException {
        this.listening = new ServerSocket(0, 50, InetAddress.ofLiteral(address));
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    HostileServer(Script script) throws IOException {
        this("127.0.0.1", script);
    }

    static HostileServer saying(String answer) throws IOException {
        return new HostileServer((_, out) -> write(out, answer));
    }

    static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    int port() {
        return listening.getLocalPort();
    }

    String authority() {
        return "127.0.0.1:" + port();
    }

    URI url(String path) {
        return URI.create("http://" + authority() + path);
    }

    /** Heads of the requests, as they came. */
    List<String> requests() {
        return requests;
    }

    /** Those too that asked nothing in HTTP. */
    int connections() {
        return connections.get();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.append(line).append('\n');
            }
            requests.add(head.toString());
            script.answer(head.toString(), socket.getOutputStream());
        } catch (Exception _) {
            // The client went away: that is what most tests are about.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
