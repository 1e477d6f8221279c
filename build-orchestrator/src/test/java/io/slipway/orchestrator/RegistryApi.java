package io.slipway.orchestrator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.slipway.testing.Gate;

/**
 * The internal routes of registry-api, by which packages and versions are served. Tests put them there over HTTP too
 * ({@code /test/…}), since the class loader of a test is not the one of its resources.
 */
class RegistryApi implements AutoCloseable {
    static final String TOKEN = "service-token";

    private final Map<String, byte[]> sources = new ConcurrentHashMap<>();
    private final Map<String, byte[]> logins = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final Gate gate;
    private volatile byte[] versions = "{\"items\":[],\"next\":null}".getBytes(StandardCharsets.UTF_8);
    private volatile boolean away;
    private volatile boolean stalls;

    RegistryApi(Gate gate) throws IOException {
        this.gate = gate;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/test/", this::arrange);
        server.createContext("/internal/", this::serve);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void arrange(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/test/versions" -> versions = body;
            case "/test/oci/shut" -> gate.shut(true);
            case "/test/oci/open" -> gate.shut(false);
            case "/test/registry-api/away" -> away = true;
            case "/test/registry-api/stalls" -> stalls = true;
            case "/test/registry-api/back" -> {
                away = false;
                stalls = false;
            }
            default -> (path.startsWith("/test/logins/") ? logins : sources).put(last(path), body);
        }
        answer(exchange, 200, new byte[0]);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, new byte[0]);
        } else if (away) {
            answer(exchange, 503, new byte[0]);
        } else if (path.equals("/internal/versions")) {
            answer(exchange, 200, versions);
        } else if (stalls && path.startsWith("/internal/sources/")) {
            // Half an answer, and an open connection.
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().flush();
        } else if (path.startsWith("/internal/sources/") && sources.containsKey(last(path))) {
            answer(exchange, 200, sources.get(last(path)));
        } else if (path.startsWith("/internal/registry-credentials/") && logins.containsKey(last(path))) {
            answer(exchange, 200, logins.get(last(path)));
        } else {
            answer(exchange, 404, new byte[0]);
        }
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
