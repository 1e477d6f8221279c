package io.slipway.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** Remembers what it was asked. By itself it is some server that is no registry, such as a proxy; see {@link FakeRegistry}. */
public final class FakeServer implements AutoCloseable {
    /** @param target path and query as sent */
    public record Request(String method, String target, Headers headers, String body) {
        public String line() {
            return method + " " + target;
        }

        String path() {
            return target.split("\\?", 2)[0];
        }

        String route() {
            return method + " " + path();
        }

        /** null when it was not sent. */
        String header(String name) {
            return headers.getFirst(name);
        }

        String authorization() {
            return header("Authorization");
        }
    }

    public record Reply(int status, Map<String, String> headers, String body) {}

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** Answers every request alike. */
    public FakeServer(int status, String body) throws IOException {
        this(request -> new Reply(status, Map.of(), body));
    }

    /** @param answers null for the end of the connection instead of an answer */
    public FakeServer(Function<Request, Reply> answers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, answers));
        server.start();
    }

    private void answer(HttpExchange exchange, Function<Request, Reply> answers) throws IOException {
        String received = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
        Request request = new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                exchange.getRequestHeaders(),
                received);
        requests.add(request);
        try (exchange) {
            Reply reply = answers.apply(request);
            if (reply != null) {
                byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
                reply.headers().forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
