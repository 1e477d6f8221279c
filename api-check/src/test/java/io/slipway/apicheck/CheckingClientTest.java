package io.slipway.apicheck;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CheckingClientTest {
    private static final ApiContract CONTRACT = ApiContract.parse("""
            {"paths": {"/name": {"get": {"operationId": "getName", "responses": {
              "200": {"content": {"application/json": {"schema": {"type": "string"}}}}}}}},
             "components": {"schemas": {}}}
            """);

    private HttpServer server;
    private volatile String body;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            try (exchange) {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void handsOnWhatIsAsStatedAndNothingElse() throws Exception {
        body = "\"Zoë\"";
        assertThat(get("/name").body()).isEqualTo("\"Zoë\"");
        body = "7";
        assertThatThrownBy(() -> get("/name")).hasStackTraceContaining("GET /name → 200 application/json breaks");
        assertThatThrownBy(() -> get("/elsewhere")).hasStackTraceContaining("no operation is documented there");
    }

    @Test
    void readsWhatComesOnASocket() throws IOException {
        String answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nVary: a\r\nVary: b\r\n"
                + "content-length: 6\r\n\r\n\"Zoë\"";

        Answer read = Received.on(stream(answer), "GET", "/name?q=1");

        assertThat(read)
                .isEqualTo(new Answer(
                        new Asked("GET", "/name?q=1", Map.of()),
                        200,
                        Map.of("Content-Type", "application/json", "Vary", "a, b", "Content-Length", "6"),
                        "\"Zoë\""));
        assertThatThrownBy(() -> Received.on(stream(""), "GET", "/name")).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> Received.on(stream(answer.substring(0, answer.length() - 2)), "GET", "/name"))
                .isInstanceOf(EOFException.class);
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = new CheckingClient(HttpClient.newHttpClient(), uri -> CONTRACT::check)) {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }
}
