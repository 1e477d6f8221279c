import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;

/** A provider in one file: says who greets whom, in which version, and how often it was asked. */
public class Hello {
    static final String VERSION = "1.2.1";
    static final int DRAIN_SECONDS = 5;

    final String greeting = env("GREETING", "hello");
    final String whom = env("WHOM", "world");
    final Path visits = Path.of(env("DATA_DIR", "."), "visits");

    public static void main(String[] args) throws IOException {
        // Answers are small: without this each waits for the kernel's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        new Hello().serve(Integer.parseInt(env("PORT", "8080")));
    }

    void serve(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(port), 0);
        server.createContext("/healthz", this::health);
        server.createContext("/", this::greet);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        // On SIGTERM: no new connections, and the requests in flight are answered.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(DRAIN_SECONDS)));
        server.start();
        System.out.println("hello " + VERSION + " listens on port " + port);
    }

    void health(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "{\"status\":\"up\"}");
    }

    void greet(HttpExchange exchange) throws IOException {
        answer(exchange, 200, "{\"version\":\"" + VERSION + "\",\"greeting\":\"" + escaped(greeting) + "\",\"whom\":\"" + escaped(whom) + "\",\"visits\":" + visit() + "}");
    }

    /** One byte per visit: appending is atomic, so two revisions may count at the same time. */
    long visit() throws IOException {
        Files.writeString(visits, ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return Files.size(visits);
    }

    static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = (json + "\n").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ");
    }

    static String env(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
