package io.slipway.local.kubernetes;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.LinkedBlockingQueue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The gateway in front of what stands for {@code kubectl proxy}. */
class ClusterGatewayTest {
    private static final String PATH = "/slipway-0a1b2c-acme-default-x/ins-abcdefghijklmnopqrstuvwx23";
    private static final String BASE =
            "/api/v1/namespaces/slipway-0a1b2c-acme-default-x/services/ins-abcdefghijklmnopqrstuvwx23:80/proxy";

    private record Seen(String uri, Headers headers) {}

    private final LinkedBlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer proxy;
    private ClusterGateway gateway;

    @BeforeEach
    void start() throws Exception {
        proxy = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        proxy.createContext("/", exchange -> {
            seen.add(new Seen(exchange.getRequestURI().toString(), exchange.getRequestHeaders()));
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1" + BASE + "/login?next=/");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        proxy.start();
        gateway = ClusterGateway.start(0, proxy.getAddress().getPort(), "slipway-0a1b2c");
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        proxy.stop(0);
        http.close();
    }

    @Test
    void aRequestGoesToTheApiServersProxyWithoutItsLogin() throws Exception {
        var response = get(PATH + "/items?page=2");

        var request = seen.take();
        assertThat(request.uri()).isEqualTo(BASE + "/items?page=2");
        assertThat(request.headers()).doesNotContainKeys("Authorization", "Impersonate-user");
        assertThat(request.headers().getFirst("X-forwarded-prefix")).isEqualTo(PATH);
        assertThat(response.headers().firstValue("Location")).hasValue(PATH + "/login?next=/");
    }

    @Test
    void withoutTheSlashItIsRedirected() throws Exception {
        var response = get(PATH + "?page=2");

        assertThat(response.statusCode()).isEqualTo(308);
        assertThat(response.headers().firstValue("Location")).hasValue(PATH + "/?page=2");
        assertThat(seen).isEmpty();
    }

    @Test
    void nothingElseOfTheClusterIsThere() throws Exception {
        assertThat(get("/api/v1/secrets").statusCode()).isEqualTo(404);
        assertThat(seen).isEmpty();
    }

    private HttpResponse<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
                .header("Authorization", "Bearer of-the-provider")
                .header("Impersonate-User", "system:admin")
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
