package io.slipway.orchestrator.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The two routes of the OCI distribution specification that collection needs; the embedded registry deletes nothing. */
final class DeletingRegistry implements AutoCloseable, OciConfig {
    /** {@code repository@sha256:…} by {@code repository:tag}. */
    final Map<String, String> tags = new ConcurrentHashMap<>();

    /** Answered to everything when not 0. */
    volatile int status;

    private final HttpServer server;

    DeletingRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v2/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI()
                    .getPath()
                    .substring("/v2/".length())
                    .split("/manifests/", 2);
            int answer = status != 0 ? status : answer(exchange, path[0], path[1]);
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    private int answer(HttpExchange exchange, String repository, String reference) {
        if (exchange.getRequestMethod().equals("DELETE")) {
            return tags.values().removeIf((repository + "@" + reference)::equals) ? 202 : 404;
        }
        String image = tags.get(repository + ":" + reference);
        if (image == null) {
            return 404;
        }
        exchange.getResponseHeaders().add("Docker-Content-Digest", image.substring(image.indexOf('@') + 1));
        return 200;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    @Override
    public String registry() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public boolean insecure() {
        return true;
    }

    @Override
    public Optional<String> username() {
        return Optional.empty();
    }

    @Override
    public Optional<String> password() {
        return Optional.empty();
    }

    @Override
    public Optional<String> architecture() {
        return Optional.empty();
    }
}
