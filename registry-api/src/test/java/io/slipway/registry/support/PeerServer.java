package io.slipway.registry.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Stands in for the other services' internal routes: answers to a URI what a test has PUT there, to services only unless
 * it is open. An empty body is one that is gone; of {@link #HALF} no end comes.
 */
final class PeerServer implements AutoCloseable {
    /** What anybody may read, such as an issuer's keys. */
    static final String OPEN = "/open/";

    /** Where a registry that asks nobody for a login has its images. */
    static final String IMAGES = "/v2/";

    static final String HALF = "half an answer";

    /** Below it: {@code redirect?URL}, {@code turn}, {@code endless}, {@code slow}, {@code silent}. */
    static final String HOSTILE = OPEN + "hostile/";

    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private HttpServer server;

    void start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String uri = exchange.getRequestURI().toString();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (uri.startsWith(HOSTILE)) {
            hostile(exchange, uri.substring(HOSTILE.length()));
            return;
        }
        if (exchange.getRequestMethod().equals("PUT")) {
            answers.put(uri, body);
            answer(exchange, 204, new byte[0]);
            return;
        }
        boolean open = uri.startsWith(OPEN) || uri.startsWith(IMAGES);
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (!open && (authorization == null || !authorization.startsWith("Bearer internal-"))) {
            answer(exchange, 401, new byte[0]);
            return;
        }
        byte[] known = answers.get(uri);
        if (known == null) {
            answer(exchange, 404, new byte[0]);
            return;
        }
        if (new String(known, StandardCharsets.UTF_8).equals(HALF)) {
            half(exchange);
            return;
        }
        answer(exchange, known.length == 0 ? 410 : 200, known);
    }

    private static void hostile(HttpExchange exchange, String what) throws IOException {
        if (what.equals("turn") || what.startsWith("redirect?")) {
            String target = what.equals("turn")
                    ? HOSTILE + "turn"
                    : URLDecoder.decode(what.substring("redirect?".length()), StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Location", target);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
            return;
        }
        if (what.equals("silent")) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(60));
            return;
        }
        if (what.equals("late")) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            answer(exchange, 404, new byte[0]);
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        byte[] block = new byte[what.equals("slow") ? 1 : 8192];
        while (true) {
            exchange.getResponseBody().write(block);
            exchange.getResponseBody().flush();
            LockSupport.parkNanos(what.equals("slow") ? TimeUnit.MILLISECONDS.toNanos(100) : 0);
        }
    }

    private static void half(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write("{".getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
