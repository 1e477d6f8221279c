package io.slipway.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Somebody's server of artifacts, which counts what it is asked for, and may stop in the middle of an answer. */
final class ArtifactServer implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile Set<String> holding = Set.of();

    ArtifactServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String authority() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns its URL. */
    String serve(String name, byte[] bytes) {
        files.put("/" + name, bytes);
        return "http://" + authority() + "/" + name;
    }

    /** Of these half an answer comes until {@link #release}. */
    void hold(Set<String> names) {
        holding = names;
    }

    /** Those that somebody waits for the other half of. */
    Set<String> held() {
        return held;
    }

    void release() {
        released.countDown();
    }

    /** How often each was asked for. */
    long requests(String name) {
        return requests.stream().filter(("/" + name)::equals).count();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        byte[] bytes = files.get(path);
        if (bytes == null) {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        try (exchange) {
            exchange.sendResponseHeaders(200, bytes.length);
            int half = bytes.length / 2;
            exchange.getResponseBody().write(bytes, 0, half);
            exchange.getResponseBody().flush();
            if (holding.contains(path.substring(1)) && released.getCount() > 0) {
                held.add(path.substring(1));
                released.await();
            }
            exchange.getResponseBody().write(bytes, half, bytes.length - half);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        release();
        server.stop(0);
    }
}
