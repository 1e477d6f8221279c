package io.slipway.deployer.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** The provider that clusters are tested with: answers its greeting, and misbehaves as its environment or its caller says. */
public final class ContractProvider {
    private static final Map<String, String> ENV = System.getenv();
    private static final String GREETING = ENV.get("GREETING");
    private static final int SLOW_MS = 1500;

    private ContractProvider() {}

    public static void main(String[] arguments) throws IOException {
        String mode = ENV.getOrDefault("MODE", "well");
        System.out.println("hello from " + GREETING);
        if (mode.equals("crash")) {
            System.err.println("about to fail");
            System.exit(7);
        }
        Path kept = Path.of(ENV.get("DATA_DIR"), "kept");
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(ENV.get("PORT"))), 256);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> answer(exchange, 200, GREETING));
        server.createContext("/healthz", exchange -> answer(exchange, mode.equals("ill") ? 503 : 200, "health"));
        server.createContext("/slow", ContractProvider::slow);
        server.createContext("/exit", exchange -> Runtime.getRuntime().halt(3));
        server.createContext(
                "/keep",
                exchange -> answer(exchange, 200, Files.writeString(kept, "").toString()));
        server.createContext("/kept", exchange -> answer(exchange, 200, Boolean.toString(Files.exists(kept))));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(3)));
        server.start();
    }

    /** The head at once, so that the caller knows that it is in flight; the greeting later. */
    private static void slow(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = exchange.getResponseBody()) {
            body.flush();
            Thread.sleep(SLOW_MS);
            body.write(GREETING.getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
